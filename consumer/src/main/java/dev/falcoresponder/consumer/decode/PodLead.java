package dev.falcoresponder.consumer.decode;

import dev.falcoresponder.model.PodRef;
import java.util.Set;

/**
 * Where to look for the pod of an alert that does not name it. Falco reads a container's id off the
 * kernel, and its pod off the container runtime, which may answer too late.
 *
 * @param containerId at least 12 lower-case hex digits of the container's id
 * @param node who saw the event, which is the node's name where Falco was told so; in a form that
 *     is safe to put into a URL
 */
public record PodLead(String containerId, String node) {
  /** The output fields that such an alert would have, had Falco known the pod. */
  public static final Set<String> OPEN_FIELDS =
      Set.of(PodFinder.NAMESPACE, PodFinder.NAME, PodFinder.UID, PodFinder.LEGACY_UID);

  public PodLead {
    if (!Identifiers.isContainerId(containerId)) {
      throw new IllegalArgumentException("not a container's id");
    }
    if (!isNode(node)) {
      throw new IllegalArgumentException("not a Kubernetes node name");
    }
  }

  /** Nodes have names of the same form as pods. */
  static boolean isNode(String text) {
    return PodRef.isPodName(text);
  }
}
