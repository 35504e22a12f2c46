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
 * majority, should pass in batches as large as possible, since a request costs the broker and us as
 * much as several alerts. Which kind comes next is not known beforehand, but shows at once: if half
 * of what is in hand is settled in next to no time, and the last request was answered in full, the
 * window doubles, up to the maximum; if it is not, or the backlog is gone, the window falls back to
 * where it started.
 */
final class Slots {
  /** Where the window starts. */
  static final int START = 32;

  /** An alert that needs no work takes a tenth of it. */
  private static final Duration QUICK = Duration.ofNanos(200_000);

  private static final int NOBODY = -1;

  private final int max;
  private final AtomicInteger inHand = new AtomicInteger();
  private volatile @Nullable Thread waiting;
  private volatile int awaited = NOBODY;
  private volatile int window;
  private boolean full;

  /** At most so many at once. */
  Slots(int max) {
    this.max = max;
    window = Math.min(START, max);
  }

  /**
   * Takes all that are free, waiting for the first for at most that long, and then for half of them
   * as long as that may take where no alert needs work; 0: none came free.
   */
  int take(Duration atMost) {
    if (!await(window - 1, atMost)) {
      return 0;
    }
    if (!await(window / 2, QUICK.multipliedBy(window / 2))) {
      window = Math.min(START, max);
    } else if (full) {
      window = Math.min(window * 2, max);
    }
    full = false;
    var taken = Math.max(0, window - inHand.get());
    inHand.addAndGet(taken);
    return taken;
  }

  /** Gives slots back that were not needed, or are no longer. */
  void giveBack(int count) {
    if (inHand.addAndGet(-count) <= awaited) {
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Lets the window breathe, after a batch was fetched and the slots it did not need were given
   * back.
   */
  void batch(int asked, int got) {
    full = got >= asked;
    if (!full) {
      window = Math.min(START, max);
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
    return await(0, atMost);
  }

  /** Waits until so many at most are in hand. */
  private boolean await(int few, Duration atMost) {
    if (inHand.get() <= few) {
      return true;
    }
    var until = System.nanoTime() + atMost.toNanos();
    waiting = Thread.currentThread();
    awaited = few;
    try {
      while (inHand.get() > few) {
        var left = until - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    } finally {
      awaited = NOBODY;
      waiting = null;
    }
  }
}
