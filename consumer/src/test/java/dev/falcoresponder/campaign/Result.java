package dev.falcoresponder.campaign;

import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param plan what was done
 * @param pods lives of pods
 * @param reborn those of them that had a name which another had before
 * @param alerts alerts that were stored
 * @param deletions requests to delete a pod
 * @param outcomes outcome events
 * @param letters dead letters
 * @param took how long it took
 * @param violations what must never be, each with its trace
 */
record Result(
    Plan plan,
    int pods,
    int reborn,
    int alerts,
    int deletions,
    int outcomes,
    int letters,
    Duration took,
    List<Violation> violations) {
  Result {
    violations = List.copyOf(violations);
  }

  static Result of(Plan plan, Evidence evidence, Duration took, List<Violation> violations) {
    return new Result(
        plan,
        evidence.pods().size(),
        evidence.pods().size()
            - (int) evidence.pods().stream().map(Incarnation::name).distinct().count(),
        evidence.alerts().size(),
        evidence.deletions().size(),
        evidence.outcomes().size(),
        evidence.letters().size(),
        took,
        violations);
  }

  /** How often something broke. */
  int faults() {
    return plan.rounds().stream().mapToInt(List::size).sum();
  }
}
