package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How many alerts may be in hand. Slots are taken before the broker is asked, so nothing waits in
 * memory while its ack timer runs. One thread takes, any may give back.
 *
 * <p>The number breathes. Alerts that need work should be spread over the replicas: one that takes
 * hundreds at once would work them off alone while the others idle. Alerts that need none, the vast
 * majority, should pass in batches as large as possible. Which kind comes next is not known
 * beforehand, but shows at once: if a full batch is as good as settled when the next is due, the
 * window doubles, up to the maximum; if a batch comes back less than full, the backlog is gone, and
 * if more than half of one is still in hand, work piles up: in both cases the window falls back to
 * where it started.
 */
final class Slots {
  /** Where the window starts. */
  static final int START = 32;

  private final int max;
  private final AtomicInteger inHand = new AtomicInteger();
  private volatile @Nullable Thread waiting;
  private volatile int window;

  /** At most so many at once. */
  Slots(int max) {
    this.max = max;
    window = Math.min(START, max);
  }

  /** Takes all that are free, waiting for the first for at most that long; 0: none came free. */
  int take(Duration atMost) {
    if (!await(() -> inHand.get() < window, atMost)) {
      return 0;
    }
    var taken = window - inHand.get();
    inHand.addAndGet(taken);
    return taken;
  }

  /** Gives slots back that were not needed, or are no longer. */
  void giveBack(int count) {
    inHand.addAndGet(-count);
    var thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Lets the window breathe, after a batch was fetched and the slots it did not need were given
   * back.
   */
  void batch(int asked, int got) {
    if (got < asked || inHand.get() > window / 2) {
      window = Math.min(START, max);
    } else if (asked > window / 2) {
      window = Math.min(window * 2, max);
    }
  }

  int inHand() {
    return inHand.get();
  }

  int window() {
    return window;
  }

  /** Waits until nothing is in hand; whether that came true in time. */
  boolean awaitIdle(Duration atMost) {
    return await(() -> inHand.get() == 0, atMost);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private boolean await(Condition condition, Duration atMost) {
    if (condition.holds()) {
      return true;
    }
    var until = System.nanoTime() + atMost.toNanos();
    waiting = Thread.currentThread();
    try {
      while (!condition.holds()) {
        var left = until - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    } finally {
      waiting = null;
    }
  }
}
