package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams, buckets and a consumer that are there and are not what we would have made. */
class BrokerDifferencesIT {
  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void anothersChoicesAreToldButNotChangedAndTheRealAckWaitIsUsed(NatsVersion version)
      throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      add(connection, alerts("falco.>").maxAge(Duration.ofHours(1)));
      consume(
          connection,
          consumer(AckPolicy.Explicit).ackWait(Duration.ofSeconds(7)).maxAckPending(100));

      var state = TestBroker.look(connection, TestBroker.CONFIG);

      assertThat(TestBroker.told(state))
          .containsExactlyInAnyOrder(
              "stream FALCO: max_age is 1h, we need 72h; run: nats stream edit FALCO --max-age=72h",
              "consumer FALCO/falco-responder: ack_wait is 7s, configured is 30s; the consumer's is used; "
                  + "run: nats consumer edit FALCO falco-responder --wait=30s",
              "consumer FALCO/falco-responder: max_ack_pending is 100, we need 10000: alerts that wait for a retry may "
                  + "hold up new ones; run: nats consumer edit FALCO falco-responder --max-pending=10000");
      assertThat(((BrokerState.JetStream) state).terms().ackWait())
          .isEqualTo(Duration.ofSeconds(7));
      assertThat(
              TestBroker.broker(connection).getStreamInfo("FALCO").getConfiguration().getMaxAge())
          .isEqualTo(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatCouldLoseAlertsIsFatal(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      add(
          connection,
          alerts("falco.critical.>")
              .retentionPolicy(RetentionPolicy.WorkQueue)
              .maxAge(Duration.ofMinutes(5)));
      add(
          connection,
          StreamConfiguration.builder()
              .name("KV_falco-responder-claims")
              .subjects("$KV.falco-responder-claims.>")
              .maxMessagesPerSubject(1)
              .allowDirect(true));
      consume(connection, consumer(AckPolicy.Explicit).maxDeliver(3));

      assertThat(TestBroker.fatal(TestBroker.look(connection, TestBroker.CONFIG)))
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
      add(connection, holds.maxAge(Duration.ofMinutes(9)));

      assertThat(TestBroker.fatal(TestBroker.look(connection, TestBroker.CONFIG)))
          .containsExactly(
              "stream KV_falco-responder-holds: max_age is 9m, so deletions are forgotten that"
                  + " still count against the budget of 10m; run: nats stream edit"
                  + " KV_falco-responder-holds --max-age=72h");

      TestBroker.broker(connection).updateStream(holds.maxAge(Duration.ofMinutes(10)).build());
      assertThat(TestBroker.told(TestBroker.look(connection, TestBroker.CONFIG)))
          .containsExactly(
              "stream KV_falco-responder-holds: max_age is 10m, we need 72h; run: nats stream edit"
                  + " KV_falco-responder-holds --max-age=72h");
    }
  }

  @Test
  void consumerThatAcksByItselfIsFatal() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      add(connection, alerts("falco.>"));
      consume(connection, consumer(AckPolicy.None));
      assertThat(TestBroker.fatal(TestBroker.look(connection, TestBroker.CONFIG)))
          .singleElement()
          .asString()
          .contains("ack policy is none");
    }
  }

  @Test
  void remediesAreCommandsThatTheRealCommandLineTakes() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      add(
          connection,
          alerts("alerts.>")
              .maxAge(Duration.ofMinutes(5))
              .discardPolicy(DiscardPolicy.New)
              .maxMessagesPerSubject(5)
              .noAck(true));
      add(
          connection,
          StreamConfiguration.builder()
              .name(Subjects.DEAD_LETTERS_STREAM)
              .subjects(Subjects.DEAD_LETTERS)
              .maxAge(Duration.ofHours(1)));
      consume(
          connection,
          consumer(AckPolicy.Explicit)
              .maxDeliver(3)
              .maxAckPending(5)
              .headersOnly(true)
              .ackWait(Duration.ofSeconds(5)));
      var cli = NatsCli.of(server);

      var before = (BrokerState.Unfit) TestBroker.look(connection, TestBroker.CONFIG);
      for (var difference : before.differences()) {
        var words = difference.remedy().orElseThrow().split(" ");
        var arguments = List.of(words).subList(1, words.length).toArray(String[]::new);
        var answer = cli.run(force(arguments));
        assertThat(answer.exit())
            .as(difference.sentence() + "\n" + answer.stdout() + answer.stderr())
            .isZero();
      }

      assertThat(TestBroker.told(TestBroker.look(connection, TestBroker.CONFIG))).isEmpty();
    }
  }

  private static StreamConfiguration.Builder alerts(String subjects) {
    return StreamConfiguration.builder().name("FALCO").subjects(subjects);
  }

  private static ConsumerConfiguration.Builder consumer(AckPolicy policy) {
    return ConsumerConfiguration.builder().durable("falco-responder").ackPolicy(policy);
  }

  private static void add(BrokerConnection connection, StreamConfiguration.Builder stream)
      throws Exception {
    TestBroker.broker(connection).addStream(stream.build());
  }

  private static void consume(BrokerConnection connection, ConsumerConfiguration.Builder consumer)
      throws Exception {
    TestBroker.broker(connection).createConsumer("FALCO", consumer.build());
  }

  private static String[] force(String... arguments) {
    var all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--force";
    return all;
  }
}
