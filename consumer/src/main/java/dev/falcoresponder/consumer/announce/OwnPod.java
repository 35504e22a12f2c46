package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.model.PodRef;
import java.util.Optional;

/**
 * The pod that we run in, looked for when it is first needed. A replica's name is its pod's name
 * only in a cluster; elsewhere there is no pod of that name, and none is looked for again. Not for
 * several threads.
 */
final class OwnPod {
  private final ClusterGateway cluster;
  private final AnnounceConfig config;
  private Optional<Search> known = Optional.empty();

  OwnPod(ClusterGateway cluster, AnnounceConfig config) {
    this.cluster = cluster;
    this.config = config;
  }

  /** What looking for it comes to. */
  sealed interface Search {
    /** There it is. */
    record Found(ObjectRef pod) implements Search {}

    /** We do not run in a pod. */
    record None() implements Search {}

    /** Nobody knows. */
    record Failed(ClusterFailure failure) implements Search {}
  }

  Search find() {
    return known.orElseGet(this::look);
  }

  private Search look() {
    if (!PodRef.isPodName(config.replica())) {
      return keep(new Search.None());
    }
    return switch (cluster.pod(new PodRef(config.ownNamespace(), config.replica()))) {
      case PodAnswer.Found(var pod) -> keep(new Search.Found(ObjectRefs.pod(pod)));
      case PodAnswer.Absent _ -> keep(new Search.None());
      case PodAnswer.Failed(var failure) -> new Search.Failed(failure);
    };
  }

  private Search keep(Search search) {
    known = Optional.of(search);
    return search;
  }
}
