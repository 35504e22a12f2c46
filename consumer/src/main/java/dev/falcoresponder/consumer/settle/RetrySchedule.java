package dev.falcoresponder.consumer.settle;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next delivery: doubled each time, capped, with jitter so that
 * replicas spread out.
 */
final class RetrySchedule {
  /** 2^20 times any delay is beyond any cap; shifting further would overflow. */
  private static final int LARGEST_SHIFT = 20;

  private final RetryConfig config;
  private final RandomGenerator random;

  RetrySchedule(RetryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * The delay after the given attempt, counted from 1: between half and all of the doubled delay.
   */
  Duration after(long attempt) {
    var shift = Math.clamp(attempt, 1, LARGEST_SHIFT + 1) - 1;
    var full = Math.min(config.firstDelay().toMillis() << shift, config.maxDelay().toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  /** The longest delay, for when nothing but waiting helps. */
  Duration longest() {
    return config.maxDelay();
  }
}
