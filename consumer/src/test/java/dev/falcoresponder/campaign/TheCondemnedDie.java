package dev.falcoresponder.campaign;

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
    var alerts = facts.condemning(uid);
    return facts.lost(uid)
        || alerts.stream()
            .flatMap(alert -> facts.letters(alert).stream())
            .anyMatch(letter -> facts.evidence().excused().contains(letter.reason()));
  }
}
