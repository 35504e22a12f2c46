package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.AuditLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** No deletion goes without the uid of the pod in an alert, whatever it was answered. */
final class EveryDeletionNamesTheUid implements Invariant {
  private static final String NAME = "no DELETE without the uid of the pod in the alert";

  /**
   * Who may not is answered 403, and so is whoever may, while a server that has just started learns
   * of rights; a request that broke off on its way is answered 500, to nobody.
   */
  private static final Set<Integer> ANSWERS_WITHOUT_A_LOOK = Set.of(403, 500);

  @Override
  public Stream<Violation> violations(Case facts) {
    var pods = new HashMap<String, Incarnation>();
    facts.evidence().pods().forEach(pod -> pods.put(pod.uid(), pod));
    return facts.evidence().deletions().stream()
        .filter(entry -> !unread(entry) && !asked(facts, pods, entry))
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

  /**
   * Of some requests the server has read no body, and it did nothing. What it reads as no body at
   * all, it does, and answers otherwise.
   */
  private static boolean unread(AuditLog.Entry entry) {
    return entry.request().isEmpty() && ANSWERS_WITHOUT_A_LOOK.contains(entry.status());
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
