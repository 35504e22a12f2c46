package dev.falcoresponder.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Containers whose ids a test must know beforehand, where a kubelet would make them up. */
final class Containers {
  private Containers() {}

  /** Reports that the pod runs a container of that id. */
  static void report(KubernetesClient client, Pod pod, String id) {
    client
        .resource(pod)
        .editStatus(now ->
            new PodBuilder(now)
                .editOrNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("main")
                .withImage("registry.example/main:1")
                .withImageID("registry.example/main:1")
                .withContainerID("containerd://" + id)
                .withReady(true)
                .withRestartCount(0)
                .endContainerStatus()
                .endStatus()
                .build());
  }
}
