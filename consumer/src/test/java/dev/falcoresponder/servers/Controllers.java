package dev.falcoresponder.servers;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Workloads of one namespace on an API server without controllers: made as asked, and given the
 * status that their controllers would have written.
 *
 * @param client the administrator's, to be closed by the caller
 * @param namespace which exists
 */
public record Controllers(KubernetesClient client, String namespace) {
  /** A Deployment that wants so many pods. */
  public HasMetadata deployment(String name, int replicas) {
    return create(scaled("Deployment", name, replicas));
  }

  /** A ReplicaSet that wants so many pods. */
  public HasMetadata replicaSet(String name, int replicas) {
    return create(scaled("ReplicaSet", name, replicas));
  }

  /** A ReplicaSet that wants so many pods, of a controller. */
  public HasMetadata replicaSet(String name, int replicas, HasMetadata controller) {
    var replicaSet = scaled("ReplicaSet", name, replicas);
    replicaSet.addOwnerReference(reference(controller));
    return create(replicaSet);
  }

  /** A StatefulSet that wants so many pods. */
  public HasMetadata statefulSet(String name, int replicas) {
    return create(scaled("StatefulSet", name, replicas));
  }

  /** A DaemonSet, which wants a pod on each node. */
  public HasMetadata daemonSet(String name) {
    return create(workload("DaemonSet", name, ""));
  }

  /** Another number of pods is wanted, and the controller has not looked yet. */
  public void rescale(HasMetadata workload, int replicas) {
    at(workload)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
  }

  /** Its controller has looked, and shows so many pods, of which so many are available. */
  public void report(HasMetadata workload, int pods, int available) {
    var form =
        workload.getKind().equals("DaemonSet")
            ? """
            {"status":{"observedGeneration":%1$d,"desiredNumberScheduled":%2$d,"numberAvailable":%3$d}}
            """
            : """
            {"status":{"observedGeneration":%1$d,"replicas":%2$d,"readyReplicas":%3$d,
             "availableReplicas":%3$d}}
            """;
    var generation = at(workload).get().getMetadata().getGeneration();
    at(workload)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), form.formatted(generation, pods, available));
  }

  /** Makes a pod one of the workload's. */
  public static PodBuilder own(PodBuilder pod, HasMetadata workload) {
    return pod.editMetadata().addToOwnerReferences(reference(workload)).endMetadata();
  }

  private Resource<GenericKubernetesResource> at(HasMetadata workload) {
    return client
        .genericKubernetesResources(workload.getApiVersion(), workload.getKind())
        .inNamespace(namespace)
        .withName(workload.getMetadata().getName());
  }

  private HasMetadata create(HasMetadata workload) {
    return client.resource(workload).create();
  }

  private HasMetadata scaled(String kind, String name, int replicas) {
    return workload(kind, name, "  replicas: " + replicas);
  }

  private HasMetadata workload(String kind, String name, String more) {
    var yaml =
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: main, image: "registry.example/main:1"}]}
        %s
        """
            .formatted(kind, name, namespace, more);
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  private static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .build();
  }
}
