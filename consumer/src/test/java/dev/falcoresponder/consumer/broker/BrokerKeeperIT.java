package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerKeeperIT {
  private static final BrokerConfig CREATE = TestBroker.CONFIG;
  private static final BrokerConfig VERIFY = TestBroker.config(Mode.JETSTREAM, Provision.VERIFY, 1);

  private static BrokerState look(BrokerConnection connection, BrokerConfig config) {
    return new BrokerKeeper(config, connection, TestBroker.TIMEOUT).ensure();
  }

  private static final String MISSING =
      "does not exist, and nats.provision is verify; make it, as from"
          + " manifests/components/nats-accounts/streams, or set nats.provision to create";

  private static List<String> fatal(BrokerState state) {
    assertThat(state).isInstanceOf(BrokerState.Unfit.class);
    return ((BrokerState.Unfit) state)
        .differences().stream().filter(Difference::fatal).map(Difference::sentence).toList();
  }

  private static List<String> told(BrokerState state) {
    assertThat(state).isInstanceOf(BrokerState.JetStream.class);
    return ((BrokerState.JetStream) state).tolerated().stream().map(Difference::sentence).toList();
  }

  private static JetStreamManagement broker(BrokerConnection connection) throws Exception {
    return connection.current().jetStreamManagement();
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void makesAllThatIsMissingAsItIsNeeded(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      assertThat(told(look(connection, CREATE))).isEmpty();

      var alerts = broker(connection).getStreamInfo("FALCO").getConfiguration();
      assertThat(alerts.getSubjects()).containsExactly("falco.>");
      assertThat(alerts.getMaxAge()).isEqualTo(Duration.ofDays(3));
      assertThat(alerts.getRetentionPolicy()).isEqualTo(RetentionPolicy.Limits);
      var claims = broker(connection).getStreamInfo("KV_falco-responder-claims").getConfiguration();
      assertThat(claims.getAllowDirect()).isFalse();
      assertThat(claims.getMaxAge()).isEqualTo(Duration.ofMinutes(15));
      var holds = broker(connection).getStreamInfo("KV_falco-responder-holds").getConfiguration();
      assertThat(holds.getAllowDirect()).isFalse();
      assertThat(holds.getMaxMsgsPerSubject()).isEqualTo(1);
      assertThat(holds.getMaxAge()).isEqualTo(Duration.ofDays(3));
      var letters =
          broker(connection).getStreamInfo(Subjects.DEAD_LETTERS_STREAM).getConfiguration();
      assertThat(letters.getMaxAge()).isZero();
      assertThat(letters.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
      assertThat(letters.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(15));
      var outcomes = broker(connection).getStreamInfo(Subjects.OUTCOMES_STREAM).getConfiguration();
      assertThat(outcomes.getMaxAge()).isEqualTo(Duration.ofDays(30));
      var consumer =
          broker(connection).getConsumerInfo("FALCO", "falco-responder").getConsumerConfiguration();
      assertThat(consumer.getAckPolicy()).isEqualTo(AckPolicy.Explicit);
      assertThat(consumer.getMaxDeliver()).isEqualTo(-1);
      assertThat(consumer.getAckWait()).isEqualTo(Duration.ofSeconds(30));
      assertThat(consumer.getMaxAckPending()).isEqualTo(10_000);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void claimsBucketWorksAsAKeyValueBucket(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      look(connection, CREATE);
      var bucket = connection.current().keyValue(Subjects.CLAIMS_BUCKET);
      long revision = bucket.create("terminate.ns.uid", new byte[] {1});
      bucket.update("terminate.ns.uid", new byte[] {2}, revision);
      assertThat(bucket.get("terminate.ns.uid").getValue()).containsExactly(2);
      bucket.delete("terminate.ns.uid");
      assertThat(bucket.get("terminate.ns.uid")).isNull();
      assertThat(bucket.create("terminate.ns.uid", new byte[] {3})).isGreaterThan(revision);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void severalReplicasMayProvisionAtOnceAndAgain(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url());
        var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<BrokerState> one = () -> look(connection, CREATE);
      for (var answer : replicas.invokeAll(List.of(one, one, one, one))) {
        assertThat(told(answer.get())).isEmpty();
      }
      assertThat(told(look(connection, CREATE))).isEmpty();
      assertThat(told(look(connection, VERIFY))).isEmpty();
      assertThat(broker(connection).getStreamNames()).hasSize(5);
    }
  }

  @Test
  void verifyMakesNothingAndNamesAllThatIsMissing() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      assertThat(fatal(look(connection, VERIFY)))
          .hasSize(6)
          .contains("stream FALCO: " + MISSING)
          .contains("consumer FALCO/falco-responder: " + MISSING);
      assertThat(broker(connection).getStreamNames()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void anothersChoicesAreToldButNotChangedAndTheRealAckWaitIsUsed(NatsVersion version)
      throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      broker(connection)
          .addStream(
              StreamConfiguration.builder()
                  .name("FALCO")
                  .subjects("falco.>")
                  .maxAge(Duration.ofHours(1))
                  .build());
      broker(connection)
          .createConsumer(
              "FALCO",
              ConsumerConfiguration.builder()
                  .durable("falco-responder")
                  .ackPolicy(AckPolicy.Explicit)
                  .ackWait(Duration.ofSeconds(7))
                  .maxAckPending(100)
                  .build());

      var state = look(connection, CREATE);

      assertThat(told(state))
          .containsExactlyInAnyOrder(
              "stream FALCO: max_age is 1h, we need 72h; run: nats stream edit FALCO --max-age=72h",
              "consumer FALCO/falco-responder: ack_wait is 7s, configured is 30s; the consumer's is used; "
                  + "run: nats consumer edit FALCO falco-responder --wait=30s",
              "consumer FALCO/falco-responder: max_ack_pending is 100, we need 10000: alerts that wait for a retry may "
                  + "hold up new ones; run: nats consumer edit FALCO falco-responder --max-pending=10000");
      assertThat(((BrokerState.JetStream) state).terms().ackWait())
          .isEqualTo(Duration.ofSeconds(7));
      assertThat(broker(connection).getStreamInfo("FALCO").getConfiguration().getMaxAge())
          .isEqualTo(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatCouldLoseAlertsIsFatal(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      broker(connection)
          .addStream(
              StreamConfiguration.builder()
                  .name("FALCO")
                  .subjects("falco.critical.>")
                  .retentionPolicy(RetentionPolicy.WorkQueue)
                  .maxAge(Duration.ofMinutes(5))
                  .build());
      broker(connection)
          .addStream(
              StreamConfiguration.builder()
                  .name("KV_falco-responder-claims")
                  .subjects("$KV.falco-responder-claims.>")
                  .maxMessagesPerSubject(1)
                  .allowDirect(true)
                  .build());
      broker(connection)
          .createConsumer(
              "FALCO",
              ConsumerConfiguration.builder()
                  .durable("falco-responder")
                  .ackPolicy(AckPolicy.Explicit)
                  .maxDeliver(3)
                  .build());

      assertThat(fatal(look(connection, CREATE)))
          .anyMatch(text -> text.startsWith("stream FALCO: subjects are falco.critical.>"))
          .anyMatch(text -> text.startsWith("stream FALCO: retention is workqueue"))
          .anyMatch(
              text -> text.startsWith("stream FALCO: max_age is 5m, shorter than the retries"))
          .anyMatch(text -> text.startsWith("stream KV_falco-responder-claims: allow_direct is on"))
          .anyMatch(text -> text.startsWith("consumer FALCO/falco-responder: max_deliver is 3"))
          .hasSize(5);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void bucketThatForgetsWhatCountsIsFatal(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      var holds =
          StreamConfiguration.builder()
              .name("KV_falco-responder-holds")
              .subjects("$KV.falco-responder-holds.>")
              .maxMessagesPerSubject(1)
              .discardPolicy(DiscardPolicy.New);
      broker(connection).addStream(holds.maxAge(Duration.ofMinutes(9)).build());

      assertThat(fatal(look(connection, CREATE)))
          .containsExactly(
              "stream KV_falco-responder-holds: max_age is 9m, so deletions are forgotten that"
                  + " still count against the budget of 10m; run: nats stream edit"
                  + " KV_falco-responder-holds --max-age=72h");

      broker(connection).updateStream(holds.maxAge(Duration.ofMinutes(10)).build());
      assertThat(told(look(connection, CREATE)))
          .containsExactly(
              "stream KV_falco-responder-holds: max_age is 10m, we need 72h; run: nats stream edit"
                  + " KV_falco-responder-holds --max-age=72h");
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void budgetThatCountsForLongMakesItsBucketLastAsLong(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      var config =
          new BrokerConfig(
              Mode.JETSTREAM,
              "FALCO",
              "falco.>",
              "falco-responder",
              Provision.CREATE,
              1,
              Duration.ofHours(1),
              Duration.ofSeconds(30),
              10_000,
              Duration.ofMinutes(15),
              Duration.ofHours(24));

      assertThat(told(look(connection, config))).isEmpty();
      assertThat(
              broker(connection)
                  .getStreamInfo("KV_falco-responder-holds")
                  .getConfiguration()
                  .getMaxAge())
          .isEqualTo(Duration.ofHours(24));
    }
  }

  @Test
  void consumerThatAcksByItselfIsFatal() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      broker(connection)
          .addStream(StreamConfiguration.builder().name("FALCO").subjects("falco.>").build());
      broker(connection)
          .createConsumer(
              "FALCO",
              ConsumerConfiguration.builder()
                  .durable("falco-responder")
                  .ackPolicy(AckPolicy.None)
                  .build());
      assertThat(fatal(look(connection, CREATE)))
          .singleElement()
          .asString()
          .contains("ack policy is none");
    }
  }

  @Test
  void remediesAreCommandsThatTheRealCommandLineTakes() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      broker(connection)
          .addStream(
              StreamConfiguration.builder()
                  .name("FALCO")
                  .subjects("alerts.>")
                  .maxAge(Duration.ofMinutes(5))
                  .discardPolicy(DiscardPolicy.New)
                  .maxMessagesPerSubject(5)
                  .noAck(true)
                  .build());
      broker(connection)
          .addStream(
              StreamConfiguration.builder()
                  .name(Subjects.DEAD_LETTERS_STREAM)
                  .subjects(Subjects.DEAD_LETTERS)
                  .maxAge(Duration.ofHours(1))
                  .build());
      broker(connection)
          .createConsumer(
              "FALCO",
              ConsumerConfiguration.builder()
                  .durable("falco-responder")
                  .ackPolicy(AckPolicy.Explicit)
                  .maxDeliver(3)
                  .maxAckPending(5)
                  .headersOnly(true)
                  .ackWait(Duration.ofSeconds(5))
                  .build());
      var cli = NatsCli.of(server);

      var before = (BrokerState.Unfit) look(connection, CREATE);
      for (var difference : before.differences()) {
        var words = difference.remedy().orElseThrow().split(" ");
        var arguments = List.of(words).subList(1, words.length).toArray(String[]::new);
        var answer = cli.run(force(arguments));
        assertThat(answer.exit())
            .as(difference.sentence() + "\n" + answer.stdout() + answer.stderr())
            .isZero();
      }

      assertThat(told(look(connection, CREATE))).isEmpty();
    }
  }

  private static String[] force(String... arguments) {
    var all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--force";
    return all;
  }

  @Test
  void streamThatOverlapsIsNamed() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      broker(connection)
          .addStream(StreamConfiguration.builder().name("SECURITY").subjects("falco.>").build());
      assertThat(look(connection, CREATE))
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("is kept by: SECURITY"));
    }
  }

  @Test
  void replicasWithoutAClusterAreRefusedInTheBrokersWords() {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      assertThat(look(connection, TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 3)))
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("replicas > 1"));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void autoTakesJetStreamWhereItIsAndNeverLetsGo(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      var keeper =
          new BrokerKeeper(
              TestBroker.config(Mode.AUTO, Provision.CREATE, 1), connection, Duration.ofSeconds(1));
      var settled = keeper.ensureNow();
      assertThat(settled).isInstanceOf(BrokerState.JetStream.class);

      server.pause();
      assertThat(keeper.ensureNow()).isEqualTo(settled);
      assertThat(keeper.trouble()).isPresent();
      server.resume();
      assertThat(keeper.ensureNow()).isEqualTo(settled);
      assertThat(keeper.trouble()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void autoTakesCoreWhereThereIsNoJetStream(NatsVersion version) {
    try (var server = NatsServer.builder().version(version).jetStream(false).start();
        var connection = TestBroker.connected(server.url())) {
      assertThat(look(connection, TestBroker.config(Mode.AUTO, Provision.CREATE, 1)))
          .isInstanceOf(BrokerState.Core.class);
    }
  }

  @Test
  void autoTakesCoreWhereTheAccountHasNoJetStream() {
    var accounts =
        "accounts { A { users: [ { user: a, password: a } ] }, B { jetstream: enabled } }";
    try (var server = NatsServer.builder().config(accounts).start();
        var connection = TestBroker.connected("nats://a:a@127.0.0.1:" + server.port())) {
      assertThat(look(connection, TestBroker.config(Mode.AUTO, Provision.CREATE, 1)))
          .isInstanceOf(BrokerState.Core.class);
    }
  }

  @Test
  void autoDoesNotDecideWhileTheBrokerDoesNotAnswer() {
    var users =
        "authorization { users: [ { user: a, password: a, permissions: { publish: \"falco.>\" } } ] }";
    try (var server = NatsServer.builder().config(users).start();
        var connection = TestBroker.connected("nats://a:a@127.0.0.1:" + server.port())) {
      var keeper =
          new BrokerKeeper(
              TestBroker.config(Mode.AUTO, Provision.CREATE, 1), connection, Duration.ofSeconds(1));
      assertThat(keeper.ensure())
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("no permission"));
    }
  }

  @Test
  void jetStreamModeWaitsForABrokerWithoutIt() {
    try (var server = NatsServer.builder().jetStream(false).start();
        var connection = TestBroker.connected(server.url())) {
      assertThat(look(connection, CREATE))
          .isEqualTo(
              new BrokerState.Waiting(
                  "the broker has no JetStream, and nats.mode is jetstream; turn JetStream on in the"
                      + " broker's configuration, or set nats.mode to auto or core"));
    }
  }
}
