package dev.falcoresponder.consumer.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a workload of its JSON, or nothing of anything else. */
final class WorkloadReader {
  private WorkloadReader() {}

  /**
   * The workload of that kind and name.
   *
   * @param owner whom to take it for; its uid may be another's
   */
  static Optional<Workload> read(
      String json, WorkloadKind kind, String namespace, PodSnapshot.Owner owner) {
    return Json.read(json, WorkloadJson.class)
        .filter(workload -> kind.word().equals(workload.kind()))
        .flatMap(workload -> workload(workload, kind, namespace, owner));
  }

  private static Optional<Workload> workload(
      WorkloadJson json, WorkloadKind kind, String namespace, PodSnapshot.Owner owner) {
    var metadata = json.metadata();
    var status = json.status();
    if (metadata == null
        || !namespace.equals(metadata.namespace())
        || !owner.name().equals(metadata.name())
        || metadata.uid() == null
        || metadata.resourceVersion() == null
        || metadata.generation() == null
        || status == null) {
      return Optional.empty();
    }
    var controller = OwnerReferenceJson.controller(metadata.ownerReferences());
    var above = controller.flatMap(OwnerReferenceJson::owner);
    var desired =
        kind == WorkloadKind.DAEMON_SET ? status.desiredNumberScheduled() : replicas(json);
    if (desired == null || (controller.isPresent() && above.isEmpty())) {
      return Optional.empty();
    }
    var observed = status.observedGeneration();
    return Optional.of(
        new Workload(
            new PodSnapshot.Owner(owner.apiVersion(), owner.kind(), owner.name(), metadata.uid()),
            above,
            metadata.resourceVersion(),
            observed != null && observed >= metadata.generation(),
            desired,
            count(
                kind == WorkloadKind.DAEMON_SET
                    ? status.numberAvailable()
                    : status.availableReplicas())));
  }

  private static @Nullable Integer replicas(WorkloadJson json) {
    return json.spec() == null ? null : json.spec().replicas();
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
