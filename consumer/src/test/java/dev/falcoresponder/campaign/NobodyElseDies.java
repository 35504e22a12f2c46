package dev.falcoresponder.campaign;

import static java.util.stream.Collectors.toSet;

import dev.falcoresponder.servers.AuditLog;
import java.util.Optional;
import java.util.stream.Stream;

/** No pod dies that had not to, nor before somebody asked for it. */
final class NobodyElseDies implements Invariant {
  private static final String NAME = "no pod died that had not to";

  @Override
  public Stream<Violation> violations(Case facts) {
    var known = facts.evidence().pods().stream().flatMap(pod -> ofPod(facts, pod));
    return Stream.concat(known, strangers(facts));
  }

  private static Stream<Violation> ofPod(Case facts, Incarnation pod) {
    var uid = pod.uid();
    var asked = facts.condemning(uid).stream().map(StoredAlert::sentAt).min(Comparable::compareTo);
    var died = facts.deaths(uid).stream().map(AuditLog.Entry::at).min(Comparable::compareTo);
    if (asked.isEmpty()) {
      return facts.evidence().alive().contains(uid)
          ? Stream.empty()
          : Stream.of(Violation.ofPod(NAME, uid, pod + " died, and no alert is about it"));
    }
    return died.filter(asked.get()::isAfter).isPresent()
        ? Stream.of(
            Violation.ofPod(
                NAME,
                uid,
                "%s died at %s, asked for at %s".formatted(pod, died.get(), asked.get())))
        : Stream.empty();
  }

  private static Stream<Violation> strangers(Case facts) {
    var known = facts.evidence().pods().stream().map(Incarnation::uid).collect(toSet());
    return facts.evidence().deletions().stream()
        .filter(entry -> entry.status() / 100 == 2 && !entry.dryRun())
        .filter(entry -> entry.object().filter(known::contains).isEmpty())
        .map(entry ->
            new Violation(
                NAME,
                "%s/%s was deleted, uid %s"
                    .formatted(entry.namespace(), entry.pod(), entry.object()),
                entry.object(),
                Optional.empty()));
  }
}
