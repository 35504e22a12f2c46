package dev.falcoresponder.consumer.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of one limit is used.
 *
 * @param scope what the limit is about
 * @param used deletions that count now; above the limit where people approved more
 * @param limit how many may
 * @param window for how long a deletion counts
 * @param freeAt when the next may be made, by the broker's clock; empty where it may now
 */
public record Use(Scope scope, int used, int limit, Duration window, Optional<Instant> freeAt) {
  /** Whether nothing is left. */
  public boolean usedUp() {
    return used >= limit;
  }
}
