package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertConsumerIT {
  private static BrokerConfig patience(Duration ackWait, int maxAckPending) {
    return TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 1, ackWait, maxAckPending);
  }

  /** A round of the loop takes as long as a request does that nobody answers. */
  private static void awaitNextRound(TestIntake intake) {
    var half = TestIntake.POLL.dividedBy(2);
    org.awaitility.Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> intake.consumer().sinceProgress().compareTo(half) > 0);
    org.awaitility.Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> intake.consumer().sinceProgress().compareTo(half) < 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void everyAlertIsHandedOverOnceOnAThreadNamedAfterIt(NatsVersion version) {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Consumer<Delivery> handler =
        delivery -> {
          threads.add(Thread.currentThread().getName() + " " + Thread.currentThread().isVirtual());
          delivery.ack();
        };
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, handler)) {
      for (var i = 1; i <= 300; i++) {
        intake.store("alert " + i);
      }
      assertThat(new HashSet<>(intake.awaitTexts(300))).hasSize(300);
      intake.awaitNothingPending();
      assertThat(intake.deliveries()).hasSize(300);
      assertThat(threads).hasSize(300).contains("alert-1 true", "alert-300 true");
    }
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
  void alertInWorkBeyondAckWaitIsKeptAliveAndComesOnce(NatsVersion version) {
    var release = new CountDownLatch(1);
    var ticks = new AtomicInteger();
    Consumer<Delivery> handler =
        delivery -> {
          if ("slow".equals(TestIntake.text(delivery))) {
            await(release);
            delivery.ackSync();
          } else if (ticks.incrementAndGet() == 4) {
            delivery.ackSync();
            release.countDown();
          }
        };
    try (var server = NatsServer.start(version);
        var intake =
            TestIntake.started(server.url(), patience(Duration.ofSeconds(2), 10_000), handler)) {
      intake.store("slow");
      // Nobody settles it, so it comes each time that ack_wait has passed by the broker's clock.
      intake.store("clock");
      intake.awaitTexts(5);
      intake.awaitNothingPending();
      assertThat(intake.texts()).containsOnlyOnce("slow");
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void alertThatNobodySettlesComesAgainAfterAckWait(NatsVersion version) {
    Consumer<Delivery> handler =
        delivery -> {
          if (delivery.envelope().deliveries() > 1) {
            delivery.ackSync();
          }
        };
    try (var server = NatsServer.start(version);
        var intake =
            TestIntake.started(server.url(), patience(Duration.ofSeconds(1), 10_000), handler)) {
      intake.store("forgotten");
      assertThat(intake.awaitTexts(2)).containsExactly("forgotten", "forgotten");
      intake.awaitNothingPending();
      assertThat(intake.deliveries().get(1).envelope().id())
          .isEqualTo(intake.deliveries().get(0).envelope().id());
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void alertsInBackOffDoNotExceedMaxAckPending(NatsVersion version) {
    Consumer<Delivery> handler =
        delivery -> {
          if (delivery.envelope().deliveries() == 1) {
            delivery.nak(Duration.ofSeconds(2));
          } else {
            delivery.ackSync();
          }
        };
    try (var server = NatsServer.start(version);
        var intake =
            TestIntake.started(server.url(), patience(Duration.ofSeconds(30), 3), handler)) {
      for (var i = 0; i < 5; i++) {
        intake.store("alert " + i);
      }
      // Three fill the consumer; the two others come only as those are done with.
      // Those at work side by side are noted in any order.
      var texts = intake.awaitTexts(10);
      assertThat(texts.subList(0, 3)).containsExactlyInAnyOrder("alert 0", "alert 1", "alert 2");
      assertThat(texts.get(3)).isIn("alert 0", "alert 1", "alert 2");
      intake.awaitNothingPending();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void handlerThatThrowsIsCountedAndTheAlertComesAgain(NatsVersion version) {
    var handled = new AtomicInteger();
    Consumer<Delivery> handler =
        delivery -> {
          switch (handled.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("planted");
            case 2 -> throw new StackOverflowError("planted");
            default -> delivery.ackSync();
          }
        };
    // Unlike a request's length: what comes just when a request ends is lost to it, and a server of
    // version 2.9 then counts deliveries backwards.
    var ackWait = TestIntake.POLL.dividedBy(2);
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), patience(ackWait, 10_000), handler)) {
      intake.store("poison");
      intake.awaitTexts(3);
      intake.awaitNothingPending();
      assertThat(intake.consumer().defects()).isEqualTo(2);
      org.awaitility.Awaitility.await().until(() -> intake.consumer().inHand() < 32);
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
      for (var request = 0; request < 3; request++) {
        awaitNextRound(intake);
      }
      server.resume();

      intake.store("after");
      assertThat(intake.awaitTexts(2)).containsExactly("before", "after");
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> server.subscriptions() <= usual);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void stopWaitsForWhatIsInHandAndTakesNothingMore(NatsVersion version) {
    var release = new CountDownLatch(1);
    Consumer<Delivery> handler =
        delivery -> {
          await(release);
          delivery.ackSync();
        };
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), TestBroker.CONFIG, handler)) {
      intake.store("in hand");
      intake.awaitTexts(1);
      Thread.ofVirtual()
          .start(() -> {
            org.awaitility.Awaitility.await().until(() -> intake.consumer().inHand() == 1);
            release.countDown();
          });
      assertThat(intake.consumer().stop(Duration.ofSeconds(20))).isZero();
      intake.store("too late");
      assertThat(intake.ackPending()).isZero();
      assertThat(intake.texts()).containsExactly("in hand");
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatIsLeftAfterTheGraceCanBeNakedAndAnotherReplicaGetsItAtOnce(NatsVersion version) {
    var never = new CountDownLatch(1);
    try (var server = NatsServer.start(version);
        var first = TestIntake.started(server.url(), TestBroker.CONFIG, _ -> await(never))) {
      first.store("stuck");
      first.awaitTexts(1);
      assertThat(first.consumer().stop(Duration.ofMillis(1500))).isEqualTo(1);
      var left = first.consumer().abandon();
      assertThat(left).hasSize(1);
      assertThat(left.getFirst().nak(Duration.ZERO)).isTrue();

      try (var second = TestIntake.started(server.url(), TestBroker.CONFIG, Delivery::ackSync)) {
        // Well before the thirty seconds of ack_wait.
        assertThat(second.awaitTexts(1)).containsExactly("stuck");
      }
      never.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void replicasShareABurstOfSlowAlerts(NatsVersion version) {
    var release = new CountDownLatch(1);
    Consumer<Delivery> slow =
        delivery -> {
          await(release);
          delivery.ackSync();
        };
    try (var server = NatsServer.start(version);
        var first = TestIntake.started(server.url(), TestBroker.CONFIG, slow);
        var second = TestIntake.started(server.url(), TestBroker.CONFIG, slow)) {
      for (var i = 0; i < 100; i++) {
        first.store("alert " + i);
      }
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() ->
              first.deliveries().size() == Slots.START
                  && second.deliveries().size() == Slots.START);
      release.countDown();
      org.awaitility.Awaitility.await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> first.deliveries().size() + second.deliveries().size() == 100);
      first.awaitNothingPending();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void responderWithLeastPermissionsReadsAndSettles(NatsVersion version) {
    var accounts =
        """
        accounts { FALCO { jetstream: enabled, users: [
          { user: admin, password: a }
          { user: responder, password: r, permissions: {
              publish: { allow: ["$JS.API.INFO", "$JS.API.STREAM.INFO.FALCO", "$JS.API.STREAM.INFO.KV_falco-responder-claims",
                "$JS.API.STREAM.INFO.KV_falco-responder-holds",
                "$JS.API.STREAM.INFO.FALCO_RESPONDER_DEAD_LETTERS", "$JS.API.STREAM.INFO.FALCO_RESPONDER_OUTCOMES",
                "$JS.API.CONSUMER.INFO.FALCO.falco-responder", "$JS.API.CONSUMER.MSG.NEXT.FALCO.falco-responder",
                "$JS.ACK.FALCO.falco-responder.>", "$JS.ACK.*.*.FALCO.falco-responder.>"] }
              subscribe: { allow: ["_INBOX.>"] } } } ] } }
        """;
    try (var server = NatsServer.builder().version(version).config(accounts).start();
        var admin =
            new TestIntake(
                "nats://admin:a@127.0.0.1:" + server.port(), TestBroker.CONFIG, _ -> {});
        var intake =
            TestIntake.started(
                "nats://responder:r@127.0.0.1:" + server.port(),
                TestBroker.config(Mode.AUTO, Provision.VERIFY, 1),
                Delivery::ackSync)) {
      admin.store("alert");
      assertThat(intake.awaitTexts(1)).isEqualTo(List.of("alert"));
      intake.awaitNothingPending();
      assertThat(intake.connection().state().lastError()).isEmpty();
      assertThat("alert".getBytes(UTF_8))
          .isEqualTo(intake.deliveries().getFirst().envelope().payload().bytes());
    }
  }
}
