package dev.falcoresponder.bench;

import java.util.List;

/**
 * How far the larger scenarios go.
 *
 * @param rules sizes of the rule files that are compared with one of three rules
 * @param matchWarmUp seconds of matching before the first that counts
 * @param matchRounds rounds of matching that count
 */
record Scale(List<Integer> rules, int matchWarmUp, int matchRounds) {
  static final Scale FULL = new Scale(List.of(1_000, 10_000), 5, 300);

  static final Scale SHORT = new Scale(List.of(1_000), 1, 5);
}
