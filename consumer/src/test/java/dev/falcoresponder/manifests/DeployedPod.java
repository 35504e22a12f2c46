package dev.falcoresponder.manifests;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The pod that would be made from the Deployment, if there were a controller. */
final class DeployedPod {
  private DeployedPod() {}

  /** What the Deployment on the API server says. */
  static PodTemplateSpec template(KubernetesClient admin, String namespace) {
    return admin
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("falco-responder")
        .get()
        .getSpec()
        .getTemplate();
  }

  /** Asks for a pod as a ReplicaSet would, as a dry run. */
  static Kubectl.Answer tryToCreate(Kubectl kubectl, String namespace, PodTemplateSpec template) {
    var pod =
        new PodBuilder()
            .withMetadata(template.getMetadata())
            .editMetadata()
            .withName("falco-responder-6d5f8c7b9-x2x9k")
            .withNamespace(namespace)
            .addToLabels("pod-template-hash", "6d5f8c7b9")
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    return kubectl.run(
        Serialization.asJson(pod), "create", "--dry-run=server", "--warnings-as-errors", "-f", "-");
  }
}
