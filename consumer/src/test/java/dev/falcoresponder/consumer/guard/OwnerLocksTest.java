package dev.falcoresponder.consumer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OwnerLocksTest {
  private final OwnerLocks locks = new OwnerLocks(Duration.ofMillis(1));

  @Test
  void whoWaitsTooLongIsToldAndNothingIsDone() throws InterruptedException, ExecutionException {
    var holds = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() ->
              locks.alone(
                  "cart",
                  () -> {
                    holds.countDown();
                    return awaited(done);
                  }));
      holds.await();

      assertThat(locks.alone("cart", () -> "second")).isEmpty();
      assertThat(locks.alone("other", () -> "at once")).contains("at once");
      done.countDown();
      assertThat(first.get()).isEqualTo(Optional.of(true));
      assertThat(locks.alone("cart", () -> "third")).contains("third");
    }
  }

  @Test
  void whoIsAskedToEndDoesNothingAndStaysAsked() {
    Thread.currentThread().interrupt();

    assertThat(locks.alone("cart", () -> "work")).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
