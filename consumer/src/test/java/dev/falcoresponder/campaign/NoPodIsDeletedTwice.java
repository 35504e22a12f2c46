package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.AuditLog;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Of all requests to delete a pod at most one succeeded, however many replicas judged the pod side
 * by side; by the API server's own account, whatever was reported.
 */
final class NoPodIsDeletedTwice implements Invariant {
  private static final String NAME = "no pod is deleted twice";

  @Override
  public Stream<Violation> violations(Case facts) {
    return facts.evidence().pods().stream()
        .filter(pod -> facts.deaths(pod.uid()).size() > 1)
        .map(pod ->
            Violation.ofPod(
                NAME,
                pod.uid(),
                pod
                    + " was, at "
                    + facts.deaths(pod.uid()).stream()
                        .map(AuditLog.Entry::at)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "))));
  }
}
