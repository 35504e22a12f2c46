package dev.falcoresponder.campaign;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** How long something stays as it is: the length is what is tried, and nothing is waited for. */
final class Hold {
  private Hold() {}

  /** Returns after a time between these two. */
  static void between(Random random, int leastMillis, int mostMillis) {
    upTo(Duration.ofMillis(random.nextInt(leastMillis, mostMillis + 1)));
  }

  /** Returns after that time. */
  static void upTo(Duration time) {
    var until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
