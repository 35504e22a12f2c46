package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.model.PodRef;
import java.util.Set;

/**
 * A pod as a list of its node's pods showed it; only what tells whose a container is.
 *
 * @param ref namespace and name
 * @param uid the incarnation
 * @param containerIds as in {@link PodSnapshot}
 */
public record NodePod(PodRef ref, String uid, Set<String> containerIds) {
  public NodePod {
    containerIds = Set.copyOf(containerIds);
  }

  /** Whether one of its containers' ids begins so. */
  public boolean ran(String containerId) {
    return containerIds.stream().anyMatch(known -> known.startsWith(containerId));
  }
}
