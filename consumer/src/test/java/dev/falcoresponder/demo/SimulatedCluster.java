package dev.falcoresponder.demo;

import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.simulator.SimulatedApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;

/** The simulator, for machines without a real API server. */
final class SimulatedCluster implements Cluster {
  private static final String USER = "falco-responder";

  private final SimulatedApiServer server;
  private final KubernetesClient admin;
  private final Scratch files;

  private SimulatedCluster(SimulatedApiServer server) {
    this.server = server;
    admin = server.adminClient();
    files = Scratch.create("demo");
  }

  static SimulatedCluster start() {
    return new SimulatedCluster(SimulatedApiServer.start());
  }

  @Override
  public String description() {
    return "a SIMULATOR of the Kubernetes API server, because kube-apiserver and etcd are not at hand"
        + " (scripts/servers builds them)";
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public Path adminKubeconfig() {
    return files.write("admin.yaml", server.kubeconfig("administrator"));
  }

  @Override
  public Path responderKubeconfig() {
    return files.write("responder.yaml", server.kubeconfig(USER));
  }

  @Override
  public List<AuditLog.Entry> deletions(String namespace) {
    return server.deletions(namespace).stream().filter(entry -> entry.user().equals(USER)).toList();
  }

  @Override
  public List<String> hints() {
    // kubectl would ask for more than the simulator knows.
    return List.of("curl -s " + server.url() + "/api/v1/namespaces/shop/pods");
  }

  @Override
  public void close() {
    admin.close();
    server.close();
    files.close();
  }
}
