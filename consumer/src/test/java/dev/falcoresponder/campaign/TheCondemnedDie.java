package dev.falcoresponder.campaign;

import java.util.Comparator;
import java.util.stream.Stream;

/** Every pod that had to die has died, or a person has been told why not by a dead letter. */
final class TheCondemnedDie implements Invariant {
  private static final String NAME = "every pod that had to die died";

  @Override
  public Stream<Violation> violations(Case facts) {
    return facts.evidence().pods().stream()
        .filter(pod -> facts.evidence().alive().contains(pod.uid()))
        .filter(pod -> !spared(facts, pod.uid()))
        .map(pod ->
            Violation.ofPod(
                NAME,
                pod.uid(),
                pod + " lives, " + facts.condemning(pod.uid()) + " notwithstanding"));
  }

  private static boolean spared(Case facts, String uid) {
    // An alert that was never answered because its stream was deleted.
    if (facts.parts(uid).stream().allMatch(facts::lost)) {
      return true;
    }
    // A person was told instead: of these alerts, and not of those that came when it was done.
    var told =
        facts.condemning(uid).stream()
            .flatMap(alert -> facts.letters(alert).stream())
            .filter(facts::excused)
            .map(Letter::storedAt)
            .max(Comparator.naturalOrder());
    return told.map(at -> at.plus(Recruiter.ACK_WAIT))
        .filter(until ->
            facts.condemning(uid).stream().noneMatch(alert -> alert.sentAt().isAfter(until)))
        .isPresent();
  }
}
