package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class JetStreamDeliveryIT {
  private static final Duration ACK_WAIT = Duration.ofSeconds(2);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final BrokerConfig CONFIG =
      TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 1, ACK_WAIT, 10_000);

  private static Delivery next(TestIntake intake) {
    var got = new ArrayList<Delivery>();
    await()
        .atMost(TestIntake.PATIENCE)
        .until(() -> intake.source().fetch(1, WAIT, got::add).count() == 1);
    return got.getFirst();
  }

  private static List<Delivery> nothing(TestIntake intake) {
    var got = new ArrayList<Delivery>();
    // Longer than ack_wait together: what is not settled would come again.
    for (var i = 0; i < 4; i++) {
      intake.source().fetch(10, WAIT, got::add);
    }
    return got;
  }

  private static TestIntake intake(NatsServer server) {
    return new TestIntake(server.url(), CONFIG, _ -> {});
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void envelopeSaysWhatTheBrokerKnows(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      var before = Instant.parse("2026-08-03T12:00:02.000000001Z");
      var headers =
          new Headers()
              .put("Falco-Responder-Replay", "ops-42")
              .put("Falco-Responder-First-Stored-At", before.toString());
      var ack =
          intake
              .connection()
              .current()
              .jetStream()
              .publish("falco.critical.shell", headers, "{}".getBytes(UTF_8));

      var envelope = next(intake).envelope();

      assertThat(envelope.id().stream()).isEqualTo("FALCO");
      assertThat(envelope.id().sequence()).isEqualTo(ack.getSeqno());
      var stored =
          intake.connection().current().jetStreamManagement().getMessage("FALCO", ack.getSeqno());
      assertThat(envelope.id().storedAt()).isEqualTo(requireNonNull(stored.getTime()).toInstant());
      assertThat(envelope.subject()).isEqualTo("falco.critical.shell");
      assertThat(envelope.payload().bytes()).isEqualTo("{}".getBytes(UTF_8));
      assertThat(envelope.deliveries()).isEqualTo(1);
      assertThat(envelope.replay()).contains("ops-42");
      assertThat(envelope.firstStoredAt()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatIsAckedOrTerminatedDoesNotComeAgain(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      intake.store("acked");
      assertThat(next(intake).ack()).isTrue();
      intake.store("acked and confirmed");
      assertThat(next(intake).ackSync()).isTrue();
      intake.store("terminated");
      assertThat(next(intake).term()).isTrue();
      assertThat(nothing(intake)).isEmpty();
      assertThat(intake.ackPending()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void firstVerbCountsAndLaterOnesDoNothing(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      intake.store("alert");
      var delivery = next(intake);
      assertThat(delivery.nak(Duration.ZERO)).isTrue();
      assertThat(delivery.ack()).isFalse();
      assertThat(delivery.ackSync()).isFalse();
      assertThat(delivery.term()).isFalse();
      assertThat(delivery.inProgress()).isFalse();
      var again = next(intake);
      assertThat(again.envelope().deliveries()).isEqualTo(2);
      assertThat(again.envelope().id()).isEqualTo(delivery.envelope().id());
      assertThat(again.ackSync()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void lateNakIsRefusedAndCausesNoFurtherDelivery(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      intake.store("slow");
      var first = next(intake);
      // It comes again because nobody settled it in time; from here on the first delivery is late.
      var second = next(intake);
      assertThat(second.envelope().deliveries()).isEqualTo(2);

      assertThat(first.nak(Duration.ZERO)).isFalse();

      var got = new ArrayList<Delivery>();
      intake.source().fetch(10, WAIT, got::add);
      assertThat(got).isEmpty();
      assertThat(second.ackSync()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void signOfLifeMovesTheDeadlineOfBothSides(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      intake.store("slow");
      var delivery = next(intake);
      for (var i = 0; i < 4; i++) {
        assertThat(delivery.inProgress()).isTrue();
        var got = new ArrayList<Delivery>();
        intake.source().fetch(10, WAIT, got::add);
        assertThat(got).isEmpty();
      }
      assertThat(delivery.nak(Duration.ZERO)).isTrue();
      // Not a word about how often it came: after signs of life 2.9 does not count exactly.
      assertThat(next(intake).envelope().id()).isEqualTo(delivery.envelope().id());
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void verbsAnswerFalseWhileTheBrokerIsAway(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = intake(server)) {
      for (var text : new String[] {"a", "b", "c", "d"}) {
        intake.store(text);
      }
      var ack = next(intake);
      var nak = next(intake);
      var sync = next(intake);
      var alive = next(intake);
      server.kill();
      await().atMost(TestIntake.PATIENCE).until(() -> !intake.connection().state().connected());

      assertThat(ack.ack()).isFalse();
      assertThat(nak.nak(Duration.ZERO)).isFalse();
      assertThat(sync.ackSync()).isFalse();
      assertThat(alive.inProgress()).isFalse();
    }
  }
}
