package dev.falcoresponder.campaign;

import static java.util.stream.Collectors.groupingBy;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * At most one alert has acted on a pod, in however many ways alerts name it, and whatever was lost
 * of the claims: the API server lets one request delete a pod in the state in which it was judged.
 */
final class OneActedForEachPod implements Invariant {
  private static final String NAME = "at most one acted for each pod and action";

  @Override
  public Stream<Violation> violations(Case facts) {
    var acted =
        facts.outcomes().stream()
            .filter(event -> event.outcome().equals("acted") && event.podUid() != null)
            .collect(groupingBy(event -> Objects.requireNonNull(event.podUid())));
    return acted.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry ->
            Violation.ofPod(
                NAME,
                entry.getKey(),
                "acted for "
                    + entry.getValue().stream()
                        .map(event -> "alert " + event.sequence() + " by " + event.replica())
                        .collect(Collectors.joining(", "))));
  }
}
