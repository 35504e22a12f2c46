package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.AuditLog;
import java.net.HttpURLConnection;
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
        .filter(entry -> !cutOff(entry) && !asked(facts, pods, entry))
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
   * Of a request that broke off on its way the server has read no body. It answers 500, to nobody,
   * and does nothing; what it reads as no body at all, it does.
   */
  private static boolean cutOff(AuditLog.Entry entry) {
    return entry.request().isEmpty() && entry.status() == HttpURLConnection.HTTP_INTERNAL_ERROR;
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
