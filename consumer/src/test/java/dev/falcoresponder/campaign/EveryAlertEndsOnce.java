package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every alert ends in one outcome, or leaves it to another alert about the same pod. Which of them
 * does not matter: others are duplicates, of which nothing is written.
 */
final class EveryAlertEndsOnce implements Invariant {
  private static final String NAME = "every alert ends in exactly one outcome";
  private static final Set<String> WORDS = Set.of("acted", "gone", "stale");
  private static final Set<DeadLetterReason> OF_POISON =
      Set.of(DeadLetterReason.MALFORMED, DeadLetterReason.DELIVERIES_EXHAUSTED);

  @Override
  public Stream<Violation> violations(Case facts) {
    var alerts = facts.evidence().alerts();
    return Stream.concat(
        alerts.stream().flatMap(alert -> ofAlert(facts, alert)),
        facts.evidence().pods().stream().flatMap(pod -> ofPod(facts, pod)));
  }

  private static Stream<Violation> ofAlert(Case facts, StoredAlert alert) {
    var outcomes = facts.outcomes(alert);
    var letters = facts.letters(alert);
    var found = words(outcomes, letters);
    var good =
        switch (alert.kind()) {
          case UNWANTED -> outcomes.isEmpty() && letters.isEmpty();
          case POISON ->
              outcomes.isEmpty()
                  && letters.size() <= 1 + facts.evidence().lost(Store.LETTERS).count()
                  && letters.stream().allMatch(letter -> OF_POISON.contains(letter.reason()))
                  && (!letters.isEmpty() || facts.evidence().excusedByLoss(alert));
          case WANTED ->
              outcomes.stream().allMatch(event -> WORDS.contains(event.outcome()))
                  && letters.stream().allMatch(letter -> excused(facts, letter))
                  && (outcomes.size() + Math.min(1, letters.size()) <= 1
                      || corrected(outcomes, letters)
                      || claimsLost(facts, alert, outcomes));
        };
    return good
        ? Stream.empty()
        : Stream.of(Violation.ofAlert(NAME, alert, alert.kind() + ", and came to " + found));
  }

  /**
   * A replica that deleted the pod and then stood still, or was cut off, for longer than the broker
   * waits reports so later than the one that found the pod gone meanwhile.
   */
  private static boolean corrected(List<ResponseOutcome> outcomes, List<Letter> letters) {
    var replicas = new HashSet<String>();
    outcomes.forEach(event -> replicas.add(event.replica()));
    return letters.isEmpty()
        && outcomes.size() == 2
        && replicas.size() == 2
        && outcomes.stream().filter(event -> event.outcome().equals("acted")).count() == 1;
  }

  private static boolean claimsLost(Case facts, StoredAlert alert, List<ResponseOutcome> outcomes) {
    var last =
        outcomes.stream().map(event -> Instant.parse(event.settledAt())).max(Instant::compareTo);
    return facts
        .evidence()
        .lost(Store.CLAIMS)
        .anyMatch(loss ->
            loss.at().isAfter(alert.sentAt()) && last.filter(loss.at()::isBefore).isPresent());
  }

  private static boolean excused(Case facts, Letter letter) {
    return facts.evidence().excused().contains(letter.reason());
  }

  private static Stream<Violation> ofPod(Case facts, Incarnation pod) {
    var alerts = facts.condemning(pod.uid());
    var answered =
        alerts.stream()
            .anyMatch(alert -> !facts.outcomes(alert).isEmpty() || !facts.letters(alert).isEmpty());
    return answered || facts.lost(pod.uid())
        ? Stream.empty()
        : Stream.of(
            Violation.ofPod(
                NAME, pod.uid(), "none of " + alerts.size() + " alerts about " + pod + " did"));
  }

  private static String words(List<ResponseOutcome> outcomes, List<Letter> letters) {
    var words =
        Stream.concat(
                outcomes.stream().map(event -> event.outcome() + " by " + event.replica()),
                letters.stream().map(letter -> "dead letter " + letter.reason()))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }
}
