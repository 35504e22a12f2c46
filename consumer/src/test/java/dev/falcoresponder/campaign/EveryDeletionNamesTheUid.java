package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.AuditLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** No deletion goes without the uid of the pod in an alert, whatever it was answered. */
final class EveryDeletionNamesTheUid implements Invariant {
  private static final String NAME = "no DELETE without the uid of the pod in the alert";

  @Override
  public Stream<Violation> violations(Case facts) {
    var pods = new HashMap<String, Incarnation>();
    facts.evidence().pods().forEach(pod -> pods.put(pod.uid(), pod));
    return facts.evidence().deletions().stream()
        .filter(entry -> !asked(facts, pods, entry))
        .map(entry ->
            new Violation(
                NAME,
                "%s/%s at %s by uid %s, answered %d"
                    .formatted(
                        entry.namespace(),
                        entry.pod(),
                        entry.at(),
                        entry.uidPrecondition().orElse("none"),
                        entry.status()),
                entry.object().or(entry::uidPrecondition),
                Optional.empty()));
  }

  private static boolean asked(Case facts, Map<String, Incarnation> pods, AuditLog.Entry entry) {
    return entry
        .uidPrecondition()
        .filter(uid ->
            Optional.ofNullable(pods.get(uid))
                .filter(pod -> pod.at(entry.namespace(), entry.pod()))
                .isPresent())
        .filter(uid ->
            facts.condemning(uid).stream().anyMatch(alert -> !alert.sentAt().isAfter(entry.at())))
        .isPresent();
  }
}
