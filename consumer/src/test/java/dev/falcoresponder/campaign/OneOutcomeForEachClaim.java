package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Of alerts that name a pod in the same way one comes to an outcome; the others are its duplicates,
 * of which nothing is written. One that only proves nothing leaves the claim to the next.
 */
final class OneOutcomeForEachClaim implements Invariant {
  private static final String NAME = "one outcome for each claim";

  /** An alert that comes when the owner of a claim has been silent for so long takes it over. */
  private static final Duration ORPHANED = Recruiter.ACK_WAIT.multipliedBy(3);

  @Override
  public Stream<Violation> violations(Case facts) {
    return facts.evidence().pods().stream()
        .flatMap(pod -> facts.parts(pod.uid()).stream().flatMap(part -> ofPart(facts, pod, part)));
  }

  private static Stream<Violation> ofPart(Case facts, Incarnation pod, List<StoredAlert> part) {
    var firsts =
        part.stream()
            .flatMap(alert ->
                facts.outcomes(alert).stream()
                    .filter(OneOutcomeForEachClaim::keepsTheClaim)
                    .limit(1))
            .sorted(Comparator.comparing(OneOutcomeForEachClaim::stored))
            .toList();
    for (int next = 1; next < firsts.size(); next++) {
      var owner = firsts.get(next - 1);
      var other = firsts.get(next);
      var orphaned = stored(other).isAfter(stored(owner).plus(ORPHANED));
      if (!orphaned && !forgotten(facts, firsts)) {
        return Stream.of(Violation.ofPod(NAME, pod.uid(), pod + " has " + words(firsts)));
      }
    }
    return Stream.empty();
  }

  private static boolean keepsTheClaim(ResponseOutcome event) {
    return !event.outcome().equals("stale") || "REPLACED".equals(event.reason());
  }

  private static Instant stored(ResponseOutcome event) {
    return Instant.parse(event.publishedAt());
  }

  /** Who owned what was lost meanwhile, or the owner itself was. */
  private static boolean forgotten(Case facts, List<ResponseOutcome> events) {
    var last =
        events.stream().map(event -> Instant.parse(event.settledAt())).max(Instant::compareTo);
    return Stream.concat(facts.evidence().lost(Store.CLAIMS), facts.evidence().lost(Store.ALERTS))
        .map(Loss::at)
        .anyMatch(
            at -> at.isAfter(stored(events.getFirst())) && last.filter(at::isBefore).isPresent());
  }

  private static String words(List<ResponseOutcome> events) {
    return events.stream()
        .map(event -> event.outcome() + " for alert " + event.sequence())
        .collect(Collectors.joining(", "));
  }
}
