package dev.falcoresponder.bench;

import java.util.List;

/**
 * How far the larger scenarios go.
 *
 * @param rules sizes of the rule files that are compared with one of three rules
 * @param matchWarmUp seconds of matching before the first that counts
 * @param matchRounds rounds of matching that count
 * @param replicas how many share a burst, beginning with one alone
 * @param burst pods of a burst
 * @param inFlight requests to the API server that each of those replicas may have at once
 * @param backlog alerts that wait after an outage
 * @param suspects pods that some of them are about
 * @param backlogRounds how often it is drained, by the program and by the bare client in turn
 * @param claims claims in a full bucket
 * @param loads unwanted alerts a second beside the wanted ones, beginning with none
 */
record Scale(
    List<Integer> rules,
    int matchWarmUp,
    int matchRounds,
    List<Integer> replicas,
    int burst,
    int inFlight,
    int backlog,
    int suspects,
    int backlogRounds,
    int claims,
    List<Integer> loads) {
  static final Scale FULL =
      new Scale(
          List.of(1_000, 10_000),
          5,
          300,
          List.of(1, 2, 4),
          600,
          2,
          1_000_000,
          200,
          1,
          1_000_000,
          List.of(0, 5_000, 10_000, 20_000));

  static final Scale SHORT =
      new Scale(List.of(1_000), 1, 2, List.of(1, 2), 20, 2, 3_000, 10, 1, 500, List.of(0, 500));
}
