package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between questions to an API server that is away: doubled each time, with jitter so that
 * replicas do not ask in step.
 *
 * @param first the first pause
 * @param longest the longest pause
 */
record ProbeSchedule(Duration first, Duration longest, RandomGenerator random) {
  private static final int LARGEST_SHIFT = 20;

  /**
   * The pause before the question of that number, from 0: between half and all of the doubled
   * pause.
   */
  Duration pause(int attempt) {
    var doubled = first.toMillis() << Math.min(attempt, LARGEST_SHIFT);
    var full = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
