package dev.falcoresponder.simulator;

import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.FreePorts;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The simulator on a port of loopback, without TLS. It asks nobody for permissions: whoever has a
 * token may do anything, and is known by it.
 */
public final class SimulatedApiServer implements AutoCloseable {
  private static final String ADMIN = "administrator";

  /** Those that every cluster has. */
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  /** Held, because a level that was set is forgotten with its logger. */
  private static final Logger REQUESTS = Logger.getLogger("io.fabric8.mockwebserver");

  private final MockWebServer server = new MockWebServer();
  private final SimulatedApi api = new SimulatedApi();

  private SimulatedApiServer() {}

  /** Starts one with the namespaces that every cluster has, and nothing else. */
  public static SimulatedApiServer start() {
    // It tells of every request, among what a person is to read.
    REQUESTS.setLevel(Level.WARNING);
    var simulator = new SimulatedApiServer();
    simulator.server.setDispatcher(simulator.api);
    simulator.server.start(InetAddress.getLoopbackAddress(), FreePorts.next());
    try (var client = simulator.adminClient()) {
      NAMESPACES.forEach(name ->
          client
              .resource(
                  new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
              .create());
    }
    return simulator;
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** A kubeconfig of somebody who is known by that name. */
  public String kubeconfig(String user) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
      - name: simulator
        cluster:
          server: %s
    users:
      - name: user
        user:
          token: %s
    contexts:
      - name: simulator
        context:
          cluster: simulator
          user: user
    current-context: simulator
    """
        .formatted(url(), user);
  }

  /** A client of the administrator; to be closed by the caller. */
  public KubernetesClient adminClient() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig(ADMIN)))
        .build();
  }

  /** Deletions of pods in that namespace, refused ones among them. */
  public List<AuditLog.Entry> deletions(String namespace) {
    return api.deletions().stream().filter(entry -> entry.namespace().equals(namespace)).toList();
  }

  @Override
  public void close() {
    server.shutdown();
  }
}
