package dev.falcoresponder.demo;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real API server, in which the program has the permissions of {@code manifests/base} and no
 * more.
 */
final class RealCluster implements Cluster {
  private static final String NAMESPACE = "falco-response";
  private static final String ACCOUNT = "falco-responder";
  private static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + ACCOUNT;

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Scratch files;

  private RealCluster(ApiServer server) {
    this.server = server;
    admin = server.adminClient();
    files = Scratch.create("demo");
  }

  static RealCluster start() {
    var cluster = new RealCluster(ApiServer.start());
    try {
      List.of("cluster-role", "cluster-role-binding").forEach(cluster::apply);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void apply(String manifest) {
    var file = Repository.root().resolve("manifests/base/" + manifest + ".yaml");
    try (var yaml = Files.newInputStream(file)) {
      admin.load(yaml).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String description() {
    return "a real Kubernetes API server (%s) on a real etcd; only the kubelet is played"
        .formatted(admin.getKubernetesVersion().getGitVersion());
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public Path adminKubeconfig() {
    return server.kubeconfig(files.path("admin.yaml"));
  }

  @Override
  public Path responderKubeconfig() {
    return server.kubeconfigFor(NAMESPACE, ACCOUNT);
  }

  @Override
  public List<AuditLog.Entry> deletions(String namespace) {
    return server.auditLog().orElseThrow().deletions(namespace).stream()
        .filter(entry -> entry.user().equals(USER))
        .toList();
  }

  @Override
  public List<String> hints() {
    var kubectl =
        Servers.locate(Program.KUBECTL) instanceof Executable(_, var path, _)
            ? path.toString()
            : "kubectl";
    return List.of(
        "KUBECONFIG=" + adminKubeconfig() + " " + kubectl + " get pods --all-namespaces");
  }

  @Override
  public void close() {
    admin.close();
    server.close();
    files.close();
  }
}
