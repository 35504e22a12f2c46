package dev.falcoresponder.servers;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * How somebody gets at an API server.
 *
 * @param url the server, or a proxy on 127.0.0.1 in front of it
 * @param certificate the PEM file to trust
 * @param token the bearer token
 */
public record KubeAccess(URI url, Path certificate, String token) {
  /** Of all clients: each of its own would first have to learn again how every kind is read. */
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** The same identity by another way, for instance through a {@link TcpProxy}. */
  public KubeAccess through(TcpProxy proxy) {
    return new KubeAccess(URI.create("https://127.0.0.1:" + proxy.port()), certificate, token);
  }

  /** A kubeconfig of one cluster, one user and one context. */
  public String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters:
      - name: test
        cluster:
          server: %s
          certificate-authority-data: %s
    users:
      - name: test
        user:
          token: %s
    contexts:
      - name: test
        context:
          cluster: test
          user: test
    current-context: test
    """
        .formatted(url, Base64.getEncoder().encodeToString(pem()), token);
  }

  /** Writes the kubeconfig into that file. */
  public Path writeTo(Path file) {
    try {
      return Files.writeString(file, kubeconfig());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Client configuration; the environment and the user's own kubeconfig have no part in it. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig());
  }

  /** A client; to be closed by the caller. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(config())
        .withKubernetesSerialization(SERIALIZATION)
        .build();
  }

  private byte[] pem() {
    try {
      return Files.readAllBytes(certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
