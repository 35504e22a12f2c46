package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made where it is missing. */
class BrokerKeeperIT {
  private static final BrokerConfig CREATE = TestBroker.CONFIG;
  private static final BrokerConfig VERIFY = TestBroker.config(Mode.JETSTREAM, Provision.VERIFY, 1);

  private static final String MISSING =
      "does not exist, and nats.provision is verify; make it, as from"
          + " manifests/components/nats-accounts/streams, or set nats.provision to create";

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void makesAllThatIsMissingAsItIsNeeded(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      assertThat(TestBroker.told(TestBroker.look(connection, CREATE))).isEmpty();

      var alerts = TestBroker.broker(connection).getStreamInfo("FALCO").getConfiguration();
      assertThat(alerts.getSubjects()).containsExactly("falco.>");
      assertThat(alerts.getMaxAge()).isEqualTo(Duration.ofDays(3));
      assertThat(alerts.getRetentionPolicy()).isEqualTo(RetentionPolicy.Limits);
      var claims =
          TestBroker.broker(connection)
              .getStreamInfo("KV_falco-responder-claims")
              .getConfiguration();
      assertThat(claims.getAllowDirect()).isFalse();
      assertThat(claims.getMaxAge()).isEqualTo(Duration.ofMinutes(15));
      var holds =
          TestBroker.broker(connection)
              .getStreamInfo("KV_falco-responder-holds")
              .getConfiguration();
      assertThat(holds.getAllowDirect()).isFalse();
      assertThat(holds.getMaxMsgsPerSubject()).isEqualTo(1);
      assertThat(holds.getMaxAge()).isEqualTo(Duration.ofDays(3));
      var letters =
          TestBroker.broker(connection)
              .getStreamInfo(Subjects.DEAD_LETTERS_STREAM)
              .getConfiguration();
      assertThat(letters.getMaxAge()).isZero();
      assertThat(letters.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
      assertThat(letters.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(15));
      var outcomes =
          TestBroker.broker(connection).getStreamInfo(Subjects.OUTCOMES_STREAM).getConfiguration();
      assertThat(outcomes.getMaxAge()).isEqualTo(Duration.ofDays(30));
      var consumer =
          TestBroker.broker(connection)
              .getConsumerInfo("FALCO", "falco-responder")
              .getConsumerConfiguration();
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
      TestBroker.look(connection, CREATE);
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
      Callable<BrokerState> one = () -> TestBroker.look(connection, CREATE);
      for (var answer : replicas.invokeAll(List.of(one, one, one, one))) {
        assertThat(TestBroker.told(answer.get())).isEmpty();
      }
      assertThat(TestBroker.told(TestBroker.look(connection, CREATE))).isEmpty();
      assertThat(TestBroker.told(TestBroker.look(connection, VERIFY))).isEmpty();
      assertThat(TestBroker.broker(connection).getStreamNames()).hasSize(5);
    }
  }

  @Test
  void verifyMakesNothingAndNamesAllThatIsMissing() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      assertThat(TestBroker.fatal(TestBroker.look(connection, VERIFY)))
          .hasSize(6)
          .contains("stream FALCO: " + MISSING)
          .contains("consumer FALCO/falco-responder: " + MISSING);
      assertThat(TestBroker.broker(connection).getStreamNames()).isEmpty();
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
              Duration.ofMinutes(6),
              Duration.ofMinutes(15),
              Duration.ofHours(24));

      assertThat(TestBroker.told(TestBroker.look(connection, config))).isEmpty();
      assertThat(
              TestBroker.broker(connection)
                  .getStreamInfo("KV_falco-responder-holds")
                  .getConfiguration()
                  .getMaxAge())
          .isEqualTo(Duration.ofHours(24));
    }
  }

  /** What is dropped from the stream is nobody's duplicate, so that its claim may outlive it. */
  @ParameterizedTest
  @CsvSource({
    "FLOOR, FALCO_RESPONDER_NATS_MAX_AGE, 10m",
    "NEWEST, FALCO_RESPONDER_NATS_MAX_AGE, 10m",
    "FLOOR, FALCO_RESPONDER_DEDUP_TTL, 96h",
    "NEWEST, FALCO_RESPONDER_DEDUP_TTL, 96h"
  })
  void claimsThatOutliveAlertsAreNothingToTell(NatsVersion version, String key, String value)
      throws Exception {
    var loaded = new ConfigLoader(Map.of("HOSTNAME", "replica-a", key, value)).load();
    var config = ((ConfigAnswer.Loaded) loaded).config().broker();
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      assertThat(config.claimsTtl()).isGreaterThan(config.maxAge());

      assertThat(TestBroker.told(TestBroker.look(connection, config))).isEmpty();
      assertThat(
              TestBroker.broker(connection).getStreamInfo("FALCO").getConfiguration().getMaxAge())
          .isEqualTo(config.maxAge());
    }
  }

  @Test
  void streamThatOverlapsIsNamed() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      TestBroker.broker(connection)
          .addStream(StreamConfiguration.builder().name("SECURITY").subjects("falco.>").build());
      assertThat(TestBroker.look(connection, CREATE))
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("is kept by: SECURITY"));
    }
  }

  @Test
  void replicasWithoutAClusterAreRefusedInTheBrokersWords() {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      assertThat(
              TestBroker.look(connection, TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 3)))
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("replicas > 1"));
    }
  }
}
