package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.intake.AlertSource.Fetched;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LossCountsTest {
  private static final IntakeConfig CONFIG = new IntakeConfig(4, Duration.ofMillis(10));

  private final CountDownLatch handled = new CountDownLatch(1);

  @Test
  void requestsThatFailedAreCounted() {
    var consumer = consumer((_, _) -> new Fetched.Unavailable("no responders", 0));

    consumer.start();

    await().until(() -> consumer.fetchErrors() >= 2);
    assertThat(consumer.defects()).isZero();
    consumer.stop(Duration.ofSeconds(5));
  }

  @Test
  void signsOfLifeThatTheBrokerDoesNotTakeAreCounted() {
    var delivery = new RecordingDelivery(Alerts.envelope(1, 1)).brokerGone();
    var consumer = consumer(once(delivery));

    consumer.start();

    await().until(() -> consumer.keepAlivesLost() >= 2);
    handled.countDown();
    consumer.stop(Duration.ofSeconds(5));
    assertThat(consumer.inHand()).isZero();
    assertThat(consumer.fetchErrors()).isZero();
  }

  @Test
  void signsOfLifeThatAreTakenAreNotCounted() {
    var delivery = new RecordingDelivery(Alerts.envelope(1, 1));
    var consumer = consumer(once(delivery));

    consumer.start();

    await().until(() -> delivery.verbs().size() >= 2);
    handled.countDown();
    consumer.stop(Duration.ofSeconds(5));
    assertThat(consumer.keepAlivesLost()).isZero();
  }

  private AlertConsumer consumer(Fetch fetch) {
    return new AlertConsumer(CONFIG, new Source(fetch), _ -> true, () -> {}, this::handle);
  }

  private void handle(Delivery delivery) {
    try {
      handled.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Fetch once(Delivery delivery) {
    var handedOver = new AtomicBoolean();
    return (wait, sink) -> {
      if (handedOver.compareAndSet(false, true)) {
        sink.accept(delivery);
        return new Fetched.Delivered(1);
      }
      return new Fetched.Delivered(0);
    };
  }

  @FunctionalInterface
  private interface Fetch {
    Fetched fetch(Duration wait, Consumer<Delivery> sink);
  }

  private record Source(Fetch fetch) implements AlertSource {
    @Override
    public Fetched fetch(int max, Duration wait, Consumer<Delivery> sink) {
      return fetch.fetch(wait, sink);
    }

    @Override
    public Duration ackWait() {
      return Duration.ofMillis(120);
    }

    @Override
    public void stop() {}
  }
}
