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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the loop hands over, how often, and how much of it at once. */
@Execution(ExecutionMode.CONCURRENT)
class AlertConsumerIT {
  /**
   * Half of a request's length: what comes just when a request ends is lost to it until ack_wait
   * has passed, and a server of version 2.9 then counts deliveries backwards.
   */
  private static final Duration IN_A_REQUEST = TestIntake.POLL.dividedBy(2);

  private static BrokerConfig patience(Duration ackWait, int maxAckPending) {
    return TestBroker.config(Mode.JETSTREAM, Provision.CREATE, 1, ackWait, maxAckPending);
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
      // Once more, where an answer takes longer than that.
      assertThat(intake.awaitTexts(2)).containsOnly("forgotten").hasSizeGreaterThan(1);
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
            delivery.nak(IN_A_REQUEST.plus(TestIntake.POLL));
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
    try (var server = NatsServer.start(version);
        var intake = TestIntake.started(server.url(), patience(IN_A_REQUEST, 10_000), handler)) {
      intake.store("poison");
      intake.awaitTexts(3);
      intake.awaitNothingPending();
      assertThat(intake.consumer().defects()).isEqualTo(2);
      org.awaitility.Awaitility.await().until(() -> intake.consumer().inHand() < 32);
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
