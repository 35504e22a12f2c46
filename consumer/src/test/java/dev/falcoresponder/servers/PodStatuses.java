package dev.falcoresponder.servers;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * The status that a kubelet writes for a pod whose containers run. Kubernetes keeps times in whole
 * seconds.
 */
final class PodStatuses {
  private PodStatuses() {}

  static Pod running(Pod pod, Instant since, Supplier<String> containerIds) {
    var time = since.truncatedTo(ChronoUnit.SECONDS).toString();
    var containers =
        pod.getSpec().getContainers().stream()
            .map(container ->
                container(container.getName(), container.getImage(), time, containerIds.get()))
            .toList();
    var ready =
        new PodConditionBuilder()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime(time)
            .build();
    return new PodBuilder(pod)
        .withNewStatus()
        .withPhase("Running")
        .withStartTime(time)
        .withConditions(ready)
        .withContainerStatuses(containers)
        .endStatus()
        .build();
  }

  private static ContainerStatus container(String name, String image, String time, String id) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage(image)
        .withImageID(image)
        .withContainerID(id)
        .withReady(true)
        .withStarted(true)
        .withRestartCount(0)
        .withNewState()
        .withNewRunning()
        .withStartedAt(time)
        .endRunning()
        .endState()
        .build();
  }
}
