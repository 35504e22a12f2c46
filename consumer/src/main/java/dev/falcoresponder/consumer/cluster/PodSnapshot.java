package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A pod as the API server showed it a moment ago; only what decisions rest on.
 *
 * @param ref namespace and name
 * @param uid the incarnation
 * @param resourceVersion what the API server calls this state of the pod; any change has another
 * @param createdAt by the API server's clock, whole seconds
 * @param startedAt when the kubelet took the pod on, by the node's clock, whole seconds; empty
 *     before
 * @param containerIds full ids without the runtime's prefix, lower case: containers, init and
 *     ephemeral containers, in their present and last state
 * @param priorityClass the priority class's name; empty if none
 * @param mirrorHash for a static pod's mirror the hash that the kubelet uses as uid on the node
 * @param termination set once the pod is being deleted
 * @param owner the controller that would replace the pod; empty for a pod that nobody looks after
 * @param ready whether the pod takes part in what its workload does
 */
public record PodSnapshot(
    PodRef ref,
    String uid,
    String resourceVersion,
    Instant createdAt,
    Optional<Instant> startedAt,
    Set<String> containerIds,
    Optional<String> priorityClass,
    Optional<String> mirrorHash,
    Optional<Termination> termination,
    Optional<Owner> owner,
    boolean ready) {
  public PodSnapshot {
    containerIds = Set.copyOf(containerIds);
  }

  /**
   * A deletion under way.
   *
   * @param gracePeriod what the containers get
   */
  public record Termination(Duration gracePeriod) {
    /** Whether it is at least as fast as a deletion with that grace would be. */
    public boolean within(Duration other) {
      return gracePeriod.compareTo(other) <= 0;
    }
  }

  /**
   * An owner reference with {@code controller: true}, of which a pod has at most one.
   *
   * @param apiVersion group and version, such as {@code apps/v1}
   * @param kind the kind, such as {@code ReplicaSet}
   * @param name the name, in the pod's namespace or, for a kind such as {@code Node}, in none
   * @param uid the incarnation
   */
  public record Owner(String apiVersion, String kind, String name, String uid) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }
}
