package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Invalid;
import dev.falcoresponder.model.PodRef;
import java.util.Optional;

/** Workloads by the API server. */
final class Fabric8Workloads implements Workloads {
  private final ApiServer server;

  Fabric8Workloads(ApiServer server) {
    this.server = server;
  }

  @Override
  public Answer look(String namespace, PodSnapshot.Owner owner) {
    return WorkloadKind.of(owner)
        .map(kind -> look(kind, namespace, owner))
        .orElseGet(Answer.Uncounted::new);
  }

  private Answer look(WorkloadKind kind, String namespace, PodSnapshot.Owner owner) {
    // Whoever makes a pod writes its owner's name, and the API server takes any.
    if (!PodRef.isNamespace(namespace) || !PodRef.isPodName(owner.name())) {
      return new Answer.Failed(new Invalid("the pod's owner has no name of a workload"));
    }
    var request =
        new ApiRequest(
            "GET",
            kind.path(namespace, owner.name()),
            Optional.empty(),
            kind.permission(),
            namespace);
    return switch (server.ask(request)) {
      case ApiAnswer.Fine(var body) ->
          WorkloadReader.read(body, kind, namespace, owner)
              .map(workload -> found(workload, owner))
              .orElseGet(() -> new Answer.Failed(unreadable(body)));
      case ApiAnswer.Absent _ -> new Answer.Absent();
      case ApiAnswer.Unmet(_, var detail) ->
          new Answer.Failed(
              new Busy("a look is answered by a conflict: " + detail, Optional.empty()));
      case ApiAnswer.Failed(var failure) -> new Answer.Failed(failure);
    };
  }

  private static Answer found(Workload workload, PodSnapshot.Owner asked) {
    return workload.owner().uid().equals(asked.uid())
        ? new Answer.Found(workload)
        : new Answer.Absent();
  }

  private static ClusterFailure unreadable(String body) {
    return new Busy(
        "the API server's answer is not the workload that was asked for: " + Excerpt.of(body),
        Optional.empty());
  }
}
