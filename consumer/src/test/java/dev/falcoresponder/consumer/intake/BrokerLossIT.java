package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop goes on though what it reads from is taken away under it. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerLossIT {
  private static BrokerConfig patience(Duration ackWait, int maxAckPending) {
    return TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 1, ackWait, maxAckPending);
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void consumerDeletedUnderItIsMadeAnewAndAlertsGoOn(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, Delivery::ackSync)) {
      intake.store("before");
      intake.awaitTexts(1);
      intake
          .connection()
          .current()
          .jetStreamManagement()
          .deleteConsumer("FALCO", "falco-responder");
      intake.store("after");
      // The new consumer starts from the beginning: what was handled comes again, which dedup is
      // for.
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.texts().contains("after"));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void streamDeletedUnderItIsMadeAnewAndTheSameSequenceIsAnotherAlert(NatsVersion version)
      throws Exception {
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, Delivery::ackSync)) {
      intake.store("before");
      intake.awaitTexts(1);
      var broker = intake.connection().current().jetStreamManagement();
      broker.deleteStream("FALCO");
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> broker.getStreamNames().contains("FALCO"));
      intake.store("after");

      assertThat(intake.awaitTexts(2)).containsExactly("before", "after");
      var first = intake.deliveries().get(0).envelope().id();
      var second = intake.deliveries().get(1).envelope().id();
      assertThat(second.sequence()).isEqualTo(first.sequence());
      assertThat(second).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void lateWordAboutAnAlertOfALostStreamDoesNotSettleTheOneThatHasItsSequenceNow(
      NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, _ -> {})) {
      intake.store("before");
      intake.awaitTexts(1);
      var broker = intake.connection().current().jetStreamManagement();
      broker.deleteStream("FALCO");
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> broker.getStreamNames().contains("FALCO"));
      intake.store("after");
      intake.awaitTexts(2);

      var late = intake.deliveries().getFirst();
      assertThat(late.inProgress()).isFalse();
      assertThat(late.ack()).isFalse();
      intake.connection().current().flush(TestIntake.PATIENCE);
      assertThat(broker.getConsumerInfo("FALCO", "falco-responder").getNumAckPending())
          .isEqualTo(1);
      assertThat(intake.deliveries().getLast().ackSync()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void nothingIsLostWhenTheServerIsKilledAndComesBackOnItsStore(NatsVersion version) {
    var config = patience(Duration.ofSeconds(3), 10_000);
    Set<String> confirmed = ConcurrentHashMap.newKeySet();
    Consumer<Delivery> handler =
        delivery -> {
          if (delivery.ackSync()) {
            confirmed.add(TestIntake.text(delivery));
          }
        };
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), config, handler)) {
      for (var i = 0; i < 50; i++) {
        intake.store("alert " + i);
      }
      server.kill();
      server.restart();
      TestBroker.awaitConnected(intake.connection());
      org.awaitility.Awaitility.await()
          .ignoreExceptions()
          .atMost(TestIntake.PATIENCE)
          .until(() -> {
            intake.store("after");
            return true;
          });
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .untilAsserted(
              () -> assertThat(confirmed).hasSize(51).contains("after", "alert 0", "alert 49"));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void brokerThatHasNothingIsNotTakenForOneThatSaysNothing(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, Delivery::ack)) {
      org.awaitility.Awaitility.await()
          .during(TestIntake.POLL.multipliedBy(4))
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.consumer().fetchErrors() == 0 && !intake.consumer().starved());
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void requestsThatTheBrokerLeftUnansweredLeaveNoInboxBehind(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, Delivery::ack)) {
      intake.store("before");
      intake.awaitTexts(1);
      var usual = server.subscriptions();

      server.pause();
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.consumer().fetchErrors() >= 2);
      server.resume();

      intake.store("after");
      assertThat(intake.awaitTexts(2)).containsExactly("before", "after");
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> server.subscriptions() <= usual);
    }
  }
}
