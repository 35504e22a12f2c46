package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every alert ends in one outcome, or leaves it to another alert that names the same pod in the
 * same way. Which of them does not matter: others are duplicates, of which nothing is written.
 */
final class EveryAlertEndsOnce implements Invariant {
  private static final String NAME = "every alert ends in exactly one outcome";
  private static final String REPLACED = "REPLACED";
  private static final Set<String> WORDS = Set.of("acted", "gone", "stale");

  @Override
  public Stream<Violation> violations(Case facts) {
    var alerts = facts.evidence().alerts();
    return Stream.of(
            alerts.stream().flatMap(alert -> ofAlert(facts, alert)),
            facts.evidence().pods().stream().flatMap(pod -> ofPod(facts, pod)),
            repetitions(facts))
        .flatMap(part -> part);
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
                  // Who crashes before it has told the broker writes again; the stream that would
                  // have known the letter by its id may be gone.
                  && letters.size() <= 1 + facts.evidence().lost(Store.LETTERS).count()
                  && letters.stream()
                      .allMatch(letter -> letter.reason() == DeadLetterReason.MALFORMED)
                  && (!letters.isEmpty() || facts.evidence().excusedByLoss(alert));
          case WANTED ->
              outcomes.stream().allMatch(event -> WORDS.contains(event.outcome()))
                  && letters.stream().allMatch(facts::excused)
                  && (outcomes.size() + Math.min(1, letters.size()) <= 1
                      || corrected(outcomes, letters)
                      || deliveredAnew(facts, letters, outcomes)
                      || forgotten(facts, alert, letters, outcomes)
                      || judgedAnew(facts, letters, outcomes)
                      || overtaken(facts, alert, letters, outcomes)
                      || claimsLost(facts, alert, outcomes));
        };
    return good
        ? Stream.empty()
        : Stream.of(Violation.ofAlert(NAME, alert, alert.kind() + ", and came to " + found));
  }

  /**
   * Who deleted the pod and then stood still for longer than the broker waits, or whose answer
   * waits for a broker that has forgotten who has the alert in hand, reports so beside who found
   * the pod gone meanwhile.
   */
  private static boolean corrected(List<ResponseOutcome> outcomes, List<Letter> letters) {
    return letters.isEmpty()
        && outcomes.size() == 2
        && outcomes.stream().filter(event -> event.outcome().equals("acted")).count() == 1;
  }

  /** Given up because of a fault, and, as the consumer is a new one, tried again without it. */
  private static boolean deliveredAnew(
      Case facts, List<Letter> letters, List<ResponseOutcome> outcomes) {
    return outcomes.size() == 1
        && facts
            .evidence()
            .lost(Store.CONSUMER)
            .map(Loss::at)
            .anyMatch(at ->
                letters.stream().allMatch(letter -> letter.storedAt().isBefore(at))
                    && Instant.parse(outcomes.getFirst().settledAt()).isAfter(at));
  }

  /**
   * Given up because of a fault, by a replica that could not tell the broker so. When the alert
   * came again, another had the claim, which does not know of the first any more, and had been
   * given up as well.
   */
  private static boolean forgotten(
      Case facts, StoredAlert alert, List<Letter> letters, List<ResponseOutcome> outcomes) {
    return outcomes.size() == 1
        && facts.condemning(alert.about().orElseThrow()).stream()
            .filter(other -> !other.equals(alert) && other.naming().equals(alert.naming()))
            .anyMatch(other -> !facts.letters(other).isEmpty())
        && letters.stream()
            .map(Letter::storedAt)
            .allMatch(at -> facts.silent(silence -> silence.covers(at)));
  }

  /**
   * Not proved to be about the pod, which leaves no claim behind, and the broker did not hear of
   * it: the alert was judged anew when it came again.
   */
  private static boolean judgedAnew(
      Case facts, List<Letter> letters, List<ResponseOutcome> outcomes) {
    if (outcomes.size() != 1) {
      return false;
    }
    var event = outcomes.getFirst();
    var at = Instant.parse(event.settledAt());
    return event.outcome().equals("stale")
        && !REPLACED.equals(event.reason())
        && facts.silent(silence -> silence.covers(at))
        && letters.stream().allMatch(letter -> letter.storedAt().isAfter(at));
  }

  /**
   * In hand twice, since the broker did not hear that it was: the later delivery was given up
   * because of a fault, and the earlier one, whose request was on its way, acted all the same.
   */
  private static boolean overtaken(
      Case facts, StoredAlert alert, List<Letter> letters, List<ResponseOutcome> outcomes) {
    return outcomes.size() == 1
        && outcomes.getFirst().outcome().equals("acted")
        && letters.stream()
            .allMatch(letter ->
                letter.attempts() > outcomes.getFirst().attempts()
                    && facts.silent(
                        silence -> silence.overlaps(alert.sentAt(), letter.storedAt())));
  }

  /** What has come of an alert is remembered by its claim, and by nothing else. */
  private static boolean claimsLost(Case facts, StoredAlert alert, List<ResponseOutcome> outcomes) {
    var last =
        outcomes.stream().map(event -> Instant.parse(event.settledAt())).max(Instant::compareTo);
    return facts
        .evidence()
        .lost(Store.CLAIMS)
        .anyMatch(loss ->
            loss.at().isAfter(alert.sentAt()) && last.filter(loss.at()::isBefore).isPresent());
  }

  private static Stream<Violation> ofPod(Case facts, Incarnation pod) {
    return facts.parts(pod.uid()).stream()
        .filter(alerts -> alerts.stream().noneMatch(alert -> answered(facts, alert)))
        // What lay in a stream that was deleted is gone; the program never had it in hand.
        .filter(alerts -> !facts.lost(alerts))
        .map(alerts ->
            Violation.ofPod(
                NAME, pod.uid(), "none of " + alerts.size() + " alerts about " + pod + " did"));
  }

  private static boolean answered(Case facts, StoredAlert alert) {
    return !facts.outcomes(alert).isEmpty() || !facts.letters(alert).isEmpty();
  }

  /** An outcome that is written again has the id by which its stream knows it. */
  private static Stream<Violation> repetitions(Case facts) {
    var most = 1 + facts.evidence().lost(Store.OUTCOMES).count();
    return facts.evidence().outcomes().stream()
        .collect(Collectors.groupingBy(ResponseOutcome::id))
        .values()
        .stream()
        .filter(events -> events.size() > most)
        .map(events ->
            new Violation(
                NAME,
                events.size() + " times the outcome " + events.getFirst().id(),
                Optional.ofNullable(events.getFirst().podUid()),
                facts.alert(events.getFirst())));
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
