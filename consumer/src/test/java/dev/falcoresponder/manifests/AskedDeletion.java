package dev.falcoresponder.manifests;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * What the API server answers whoever asks it to delete a pod.
 *
 * @param code of HTTP
 * @param message why not; else the pod
 */
public record AskedDeletion(int code, String message) {
  /** Asks by a plain request, with just those options. */
  public static AskedDeletion of(KubernetesClient client, Pod pod, DeleteOptions options) {
    var meta = pod.getMetadata();
    var path = "/api/v1/namespaces/" + meta.getNamespace() + "/pods/" + meta.getName();
    try {
      return new AskedDeletion(200, client.raw(path, "DELETE", options));
    } catch (KubernetesClientException e) {
      return new AskedDeletion(e.getCode(), String.valueOf(e.getMessage()));
    }
  }
}
