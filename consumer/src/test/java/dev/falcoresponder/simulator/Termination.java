package dev.falcoresponder.simulator;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a deletion makes of a pod: a pod on a node only begins to terminate, until a kubelet
 * confirms with grace 0; all others go at once.
 *
 * @param pod the pod as the answer shows it
 * @param removed whether it goes at once
 * @param changed whether the request changes it at all
 */
record Termination(Pod pod, boolean removed, boolean changed) {
  private static final long DEFAULT_GRACE = 30;

  static Termination of(Pod pod, DeleteOptions options, Instant now) {
    long grace = grace(pod, options);
    if (grace == 0) {
      return new Termination(marked(pod, 0, now), true, true);
    }
    var before = Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds());
    if (before.filter(seconds -> seconds <= grace).isPresent()) {
      return new Termination(pod, false, false);
    }
    return new Termination(marked(pod, grace, now), false, true);
  }

  private static long grace(Pod pod, DeleteOptions options) {
    if (ended(pod) || pod.getSpec().getNodeName() == null) {
      return 0;
    }
    long wanted =
        Optional.ofNullable(options.getGracePeriodSeconds())
            .or(() -> Optional.ofNullable(pod.getSpec().getTerminationGracePeriodSeconds()))
            .orElse(DEFAULT_GRACE);
    // The API server takes a negative period for one second.
    return wanted < 0 ? 1 : wanted;
  }

  private static boolean ended(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static Pod marked(Pod pod, long grace, Instant now) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp(now.plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString())
        .withDeletionGracePeriodSeconds(grace)
        .endMetadata()
        .build();
  }
}
