package dev.falcoresponder.consumer.target;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the event happened, held against a pod's own times. Kubernetes cuts those to whole seconds,
 * so a pod may be up to a second younger than it says.
 *
 * @param said by the alert, in the node's clock
 * @param storedAt when the broker had it first: the event cannot be later, whatever the alert says
 */
record EventTime(Optional<Instant> said, Instant storedAt) {
  private static final Duration TRUNCATION = Duration.ofSeconds(1);

  /**
   * Whether the event happened before the pod started. The start is in the clock of the node, as
   * the alert's time is; the creation is in the API server's clock, which may differ.
   */
  boolean isBefore(PodSnapshot pod, Duration clockSkew) {
    var startSkew = inNodeClock() ? TRUNCATION : TRUNCATION.plus(clockSkew);
    return latest().plus(clockSkew).isBefore(pod.createdAt())
        || pod.startedAt()
            .filter(started -> latest().plus(startSkew).isBefore(started))
            .isPresent();
  }

  /**
   * Whether the pod was created and started before the event beyond doubt; false if the alert does
   * not say when.
   */
  boolean provesOlder(PodSnapshot pod, Duration clockSkew) {
    var startSkew = inNodeClock() ? TRUNCATION : TRUNCATION.plus(clockSkew);
    return said.isPresent()
        && !pod.createdAt().plus(TRUNCATION).plus(clockSkew).isAfter(latest())
        && pod.startedAt()
            .filter(started -> !started.plus(startSkew).isAfter(latest()))
            .isPresent();
  }

  private Instant latest() {
    return said.filter(_ -> inNodeClock()).orElse(storedAt);
  }

  /** An alert from the future has a clock that cannot be trusted, so the broker's is taken. */
  private boolean inNodeClock() {
    return said.filter(time -> !time.isAfter(storedAt)).isPresent();
  }
}
