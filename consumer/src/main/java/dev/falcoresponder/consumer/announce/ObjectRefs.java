package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.PodRef;
import java.util.Optional;

/** The objects that Events are about. */
final class ObjectRefs {
  /** Longer texts are no uid and no kubelet's hash, whatever an annotation says. */
  private static final int LONGEST_HASH = 64;

  private ObjectRefs() {}

  /** The pod that a response was about: as it was read, else as the alert says. */
  static ObjectRef pod(Response response, SettledOutcome settled) {
    return response
        .pod()
        .map(ObjectRefs::pod)
        .orElseGet(
            () -> pod(response.planned().pod().ref(), settled.podUid().or(response::podUid)));
  }

  /** A pod. The mirror of a static pod is known to kubectl by the kubelet's own uid for it. */
  static ObjectRef pod(PodSnapshot pod) {
    var hash = pod.mirrorHash().filter(text -> text.length() <= LONGEST_HASH);
    return pod(pod.ref(), hash.or(() -> Optional.of(pod.uid())));
  }

  private static ObjectRef pod(PodRef ref, Optional<String> uid) {
    return new ObjectRef("v1", "Pod", ref.namespace(), ref.name(), uid);
  }

  /**
   * What would replace the pod; empty for a pod without one. A ReplicaSet stands for itself: its
   * Deployment would be another request. A Node, which owns the mirrors of its static pods, is in
   * no namespace, and nobody looks there for a pod.
   */
  static Optional<ObjectRef> owner(PodSnapshot pod) {
    return pod.owner()
        .filter(owner -> !(owner.apiVersion().equals("v1") && owner.kind().equals("Node")))
        .map(owner ->
            new ObjectRef(
                owner.apiVersion(),
                owner.kind(),
                pod.ref().namespace(),
                owner.name(),
                Optional.of(owner.uid())));
  }
}
