package dev.falcoresponder.model;

import java.util.Optional;

/**
 * The pod as an alert describes it: a hint that is not yet proved to be a pod that runs now.
 *
 * @param ref namespace and name
 * @param uid {@code k8s.pod.uid}: identifies the incarnation; Falco sends it only where it was
 *     asked to
 * @param containerId {@code container.id}: at least 12 lower-case hex digits of the container's id
 */
public record SuspectPod(PodRef ref, Optional<String> uid, Optional<String> containerId) {
  /**
   * Whether the alert says more than a name; a name alone proves nothing, since names are used
   * again.
   */
  public boolean identified() {
    return uid.isPresent() || containerId.isPresent();
  }
}
