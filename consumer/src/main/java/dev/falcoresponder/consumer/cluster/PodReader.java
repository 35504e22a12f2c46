package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a snapshot of a pod's JSON, or nothing of anything else. */
final class PodReader {
  /**
   * Set by the kubelet on the API object that mirrors a static pod; its value is the static pod's
   * uid on the node.
   */
  private static final String MIRROR = "kubernetes.io/config.mirror";

  /**
   * What Kubernetes itself assumes where a pod does not say; only a broken answer lacks the value.
   */
  private static final long DEFAULT_GRACE_SECONDS = 30;

  private PodReader() {}

  /** The snapshot; empty if the text is not that pod, whole. */
  static Optional<PodSnapshot> read(String json, PodRef asked) {
    try {
      return Json.read(json, PodJson.class)
          .filter(pod -> "Pod".equals(pod.kind()))
          .flatMap(pod -> snapshot(pod, asked));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<PodSnapshot> snapshot(PodJson pod, PodRef asked) {
    var metadata = pod.metadata();
    if (metadata == null
        || !asked.namespace().equals(metadata.namespace())
        || !asked.name().equals(metadata.name())
        || metadata.uid() == null
        || metadata.uid().isBlank()
        || metadata.resourceVersion() == null
        || metadata.resourceVersion().isBlank()
        || metadata.creationTimestamp() == null) {
      return Optional.empty();
    }
    var controller = OwnerReferenceJson.controller(metadata.ownerReferences());
    var owner = controller.flatMap(OwnerReferenceJson::owner);
    if (controller.isPresent() && owner.isEmpty()) {
      return Optional.empty(); // to take the pod for nobody's would loosen what protects it
    }
    var spec = Optional.ofNullable(pod.spec());
    var status = Optional.ofNullable(pod.status());
    return Optional.of(
        new PodSnapshot(
            asked,
            metadata.uid(),
            metadata.resourceVersion(),
            Instant.parse(metadata.creationTimestamp()),
            status.flatMap(s -> Optional.ofNullable(s.startTime())).map(Instant::parse),
            containerIds(status.stream().flatMap(PodJson.Status::containers)),
            spec.flatMap(s -> Optional.ofNullable(s.priorityClassName()))
                .filter(name -> !name.isEmpty()),
            Optional.ofNullable(metadata.annotations())
                .flatMap(map -> Optional.ofNullable(map.get(MIRROR))),
            termination(metadata),
            owner,
            status.filter(PodJson.Status::isReady).isPresent()));
  }

  /** Full ids without the runtime's prefix, lower case. */
  static Set<String> containerIds(Stream<PodJson.Container> containers) {
    return containers
        .flatMap(PodJson.Container::ids)
        .map(PodReader::withoutRuntime)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  /** {@code containerd://1f2e…}, {@code cri-o://1f2e…}, {@code docker://1f2e…}. */
  private static String withoutRuntime(String id) {
    var prefix = id.indexOf("://");
    return (prefix < 0 ? id : id.substring(prefix + 3)).toLowerCase(Locale.ROOT);
  }

  private static Optional<PodSnapshot.Termination> termination(PodJson.Metadata metadata) {
    return Optional.ofNullable(metadata.deletionTimestamp())
        .map(_ ->
            Optional.ofNullable(metadata.deletionGracePeriodSeconds())
                .orElse(DEFAULT_GRACE_SECONDS))
        .map(seconds -> new PodSnapshot.Termination(Duration.ofSeconds(seconds)));
  }
}
