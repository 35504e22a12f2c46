package dev.falcoresponder.consumer.announce;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A rate with a burst. Keeps one time instead of a number of tokens: the moment at which the bucket
 * would be full again. Not for several threads.
 */
final class TokenBucket {
  private final LongSupplier nanos;
  private final long each;
  private final long whole;
  private long fullAt;

  /**
   * Starts full.
   *
   * @param burst the most tokens it holds
   * @param each how long it takes to get one more
   * @param nanos a clock that never goes back, such as {@link System#nanoTime}
   */
  TokenBucket(int burst, Duration each, LongSupplier nanos) {
    this.nanos = nanos;
    this.each = each.toNanos();
    this.whole = this.each * burst;
    this.fullAt = nanos.getAsLong();
  }

  /** Takes a token, if there is one. */
  boolean take() {
    if (untilNext() > 0) {
      return false;
    }
    fullAt = missingSince(nanos.getAsLong()) + each;
    return true;
  }

  /** Nanoseconds until there is a token; 0 or less if there is one. */
  long untilNext() {
    var now = nanos.getAsLong();
    return missingSince(now) - now + each - whole;
  }

  private long missingSince(long now) {
    return fullAt - now > 0 ? fullAt : now;
  }
}
