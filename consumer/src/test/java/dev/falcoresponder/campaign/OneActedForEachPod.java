package dev.falcoresponder.campaign;

import static java.util.stream.Collectors.groupingBy;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * At most one alert has acted on a pod, within one claim window. A window ends early where the
 * claims were lost, or the alert that owned the claim.
 */
final class OneActedForEachPod implements Invariant {
  private static final String NAME = "at most one acted for each pod, action and claim window";

  @Override
  public Stream<Violation> violations(Case facts) {
    var acted =
        facts.outcomes().stream()
            .filter(event -> event.outcome().equals("acted") && event.podUid() != null)
            .collect(groupingBy(event -> Objects.requireNonNull(event.podUid())));
    return acted.entrySet().stream()
        .filter(entry -> twice(facts, entry.getValue()))
        .map(entry ->
            Violation.ofPod(
                NAME,
                entry.getKey(),
                "acted for "
                    + entry.getValue().stream()
                        .map(event -> "alert " + event.sequence() + " by " + event.replica())
                        .collect(Collectors.joining(", "))));
  }

  private static boolean twice(Case facts, List<ResponseOutcome> events) {
    for (int one = 0; one < events.size(); one++) {
      for (int other = one + 1; other < events.size(); other++) {
        if (!lostMeanwhile(facts, events.get(one), events.get(other))
            && !ownerLost(facts, events.get(one))
            && !ownerLost(facts, events.get(other))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A replica may still have had an alert in hand that was lost with its stream; nobody else could
   * know.
   */
  private static boolean ownerLost(Case facts, ResponseOutcome event) {
    return facts.alert(event).filter(facts.evidence()::excusedByLoss).isPresent();
  }

  /** Between the first alert's storage and the last report. */
  private static boolean lostMeanwhile(Case facts, ResponseOutcome one, ResponseOutcome other) {
    var times =
        Stream.of(one.publishedAt(), one.settledAt(), other.publishedAt(), other.settledAt())
            .map(Instant::parse)
            .sorted()
            .toList();
    return facts
        .evidence()
        .lost(Store.CLAIMS)
        .anyMatch(
            loss -> loss.at().isAfter(times.getFirst()) && loss.at().isBefore(times.getLast()));
  }
}
