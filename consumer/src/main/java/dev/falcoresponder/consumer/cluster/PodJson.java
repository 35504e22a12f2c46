package dev.falcoresponder.consumer.cluster;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a pod's JSON that we read; the names are the API's. */
record PodJson(
    @Nullable String kind,
    @Nullable Metadata metadata,
    @Nullable Spec spec,
    @Nullable Status status) {
  record Metadata(
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable String creationTimestamp,
      @Nullable String deletionTimestamp,
      @Nullable Long deletionGracePeriodSeconds,
      @Nullable Map<String, String> annotations,
      @Nullable List<OwnerReferenceJson> ownerReferences) {}

  record Spec(@Nullable String priorityClassName) {}

  record Status(
      @Nullable String startTime,
      @Nullable List<Condition> conditions,
      @Nullable List<Container> containerStatuses,
      @Nullable List<Container> initContainerStatuses,
      @Nullable List<Container> ephemeralContainerStatuses) {
    Stream<Container> containers() {
      return Stream.of(
              each(containerStatuses),
              each(initContainerStatuses),
              each(ephemeralContainerStatuses))
          .flatMap(list -> list)
          .filter(Objects::nonNull);
    }

    boolean isReady() {
      return each(conditions).anyMatch(condition -> condition != null && condition.isReady());
    }

    private static <T> Stream<T> each(@Nullable List<T> list) {
      return list == null ? Stream.empty() : list.stream();
    }
  }

  record Condition(@Nullable String type, @Nullable String status) {
    /** Whether it says that the pod takes part in what its workload does. */
    boolean isReady() {
      return "Ready".equals(type) && "True".equals(status);
    }
  }

  record Container(
      @SerializedName("containerID") @Nullable String containerId,
      @Nullable State state,
      @Nullable State lastState) {
    /** The container's ids: its present one, and those of the states that remember one. */
    Stream<String> ids() {
      return Stream.of(Optional.ofNullable(containerId), terminated(state), terminated(lastState))
          .flatMap(Optional::stream);
    }

    private static Optional<String> terminated(@Nullable State state) {
      return Optional.ofNullable(state)
          .flatMap(present -> Optional.ofNullable(present.terminated))
          .flatMap(ended -> Optional.ofNullable(ended.containerId));
    }
  }

  record State(@Nullable Terminated terminated) {}

  record Terminated(@SerializedName("containerID") @Nullable String containerId) {}
}
