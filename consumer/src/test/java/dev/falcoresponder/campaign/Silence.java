package dev.falcoresponder.campaign;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which the broker may have stored what a replica sent, and the replica never heard of
 * it, or heard of it when others had the alert.
 *
 * @param from the beginning of what kept the confirmation from it
 * @param until the end of that
 */
record Silence(Instant from, Instant until) {
  /** What was on its way through the slowest link arrives so much later, or not at all. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  /** Whether some of it was within that time. */
  boolean overlaps(Instant begin, Instant end) {
    return !from.isAfter(end) && !until.isBefore(begin);
  }

  /** Whether what the broker stored then may have stayed unconfirmed. */
  boolean covers(Instant storedAt) {
    return !storedAt.isBefore(from) && !storedAt.isAfter(until.plus(ON_ITS_WAY));
  }
}
