package dev.falcoresponder.consumer.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a workload's JSON that we read, whatever its kind; the names are the API's. A count
 * that is 0 may be left out.
 */
record WorkloadJson(
    @Nullable String kind,
    @Nullable Metadata metadata,
    @Nullable Spec spec,
    @Nullable Status status) {
  record Metadata(
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable Long generation,
      @Nullable List<OwnerReferenceJson> ownerReferences) {}

  record Spec(@Nullable Integer replicas) {}

  /** A DaemonSet counts nodes, and calls everything otherwise. */
  record Status(
      @Nullable Long observedGeneration,
      @Nullable Integer availableReplicas,
      @Nullable Integer desiredNumberScheduled,
      @Nullable Integer numberAvailable) {}
}
