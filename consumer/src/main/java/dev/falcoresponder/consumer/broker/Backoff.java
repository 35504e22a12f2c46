package dev.falcoresponder.consumer.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses between attempts: doubled each time up to a longest, each cut by up to a half at
 * random.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /** Starts with the first pause. */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause to make now. */
  public Duration next() {
    var nanos = next.toNanos();
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }

  /** It worked: start over. */
  public void reset() {
    next = first;
  }
}
