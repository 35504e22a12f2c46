package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop stops: what is in hand is waited for, and what is left can be given back. */
class StopIT {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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
      intake.consumer().stop(Duration.ofSeconds(20));
      assertThat(intake.consumer().inHand()).isZero();
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
      first.consumer().stop(Duration.ofMillis(1500));
      assertThat(first.consumer().inHand()).isEqualTo(1);
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
}
