package dev.falcoresponder.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param kills pods that are killed all at once, in each round
 * @param killRounds rounds of it
 * @param warmUp kills before the first that counts, for program and bare client alike
 * @param alerts alerts of the latency run
 * @param pause between two of them
 * @param messages messages of a stream that is drained
 * @param drainRounds how often it is drained, by the program and by the bare client in turn
 * @param starts starts with and without the cache each
 * @param rest how long a replica rests before its memory counts as idle
 * @param scale of the larger scenarios
 */
record Sizes(
    int kills,
    int killRounds,
    int warmUp,
    int alerts,
    Duration pause,
    int messages,
    int drainRounds,
    int starts,
    Duration rest,
    Scale scale) {
  static final Sizes FULL =
      new Sizes(
          1_000,
          3,
          200,
          200,
          Duration.ofMillis(100),
          200_000,
          3,
          5,
          Duration.ofSeconds(10),
          Scale.FULL);

  /** Enough to see that every count is right, and nothing else. */
  static final Sizes SHORT =
      new Sizes(
          20, 1, 5, 10, Duration.ofMillis(20), 2_000, 1, 1, Duration.ofMillis(100), Scale.SHORT);
}
