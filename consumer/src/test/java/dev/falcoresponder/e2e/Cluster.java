package dev.falcoresponder.e2e;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.KubeAccess;
import dev.falcoresponder.servers.Kubelet;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.TcpProxy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster that the program is deployed to: account and permissions are those of {@code
 * manifests/base}, and a kubelet ends the pods. In the hardened {@link Arrangement} the API server
 * minds what the program does.
 */
final class Cluster implements AutoCloseable {
  /** The namespace of {@code manifests/base}. */
  static final String OWN_NAMESPACE = "falco-response";

  private static final String ACCOUNT = "falco-responder";
  private static final String USER = "system:serviceaccount:" + OWN_NAMESPACE + ":" + ACCOUNT;

  /** How long the containers of a pod take to die. */
  private static final Duration DEATH = Duration.ofMillis(300);

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Kubelet kubelet;

  private Cluster(ApiServer server) {
    this.server = server;
    admin = server.adminClient();
    admin.resource(manifest("cluster-role", ClusterRole.class)).serverSideApply();
    admin.resource(manifest("cluster-role-binding", ClusterRoleBinding.class)).serverSideApply();
    if (Arrangement.hardened()) {
      try (var account = access().client()) {
        Restraints.impose(admin, account);
      }
    }
    kubelet = Kubelet.start(admin, DEATH);
  }

  /** Grants what the program needs; the server stays the caller's. */
  static Cluster on(ApiServer server) {
    return new Cluster(server);
  }

  /** An object of {@code manifests/base}. */
  static <T> T manifest(String name, Class<T> kind) {
    return object("base/" + name, kind);
  }

  /** An object of a component in {@code manifests/components}. */
  static <T> T component(String component, String name, Class<T> kind) {
    return object("components/" + component + "/" + name, kind);
  }

  private static <T> T object(String name, Class<T> kind) {
    var file = Repository.root().resolve("manifests/" + name + ".yaml");
    try {
      return Serialization.unmarshal(Files.readString(file), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's client. */
  KubernetesClient admin() {
    return admin;
  }

  /** The login of the program's own account. */
  Path kubeconfig() {
    return server.kubeconfigFor(OWN_NAMESPACE, ACCOUNT);
  }

  /** The same login by way of a proxy in front of the API server. */
  Path kubeconfig(TcpProxy way) {
    return server.kubeconfigFor(OWN_NAMESPACE, ACCOUNT, way);
  }

  /** A proxy in front of the API server, to be closed by the caller. */
  TcpProxy proxy() {
    return TcpProxy.to(server);
  }

  /** How the program's own account gets at the API server. */
  KubeAccess access() {
    return server.serviceAccount(OWN_NAMESPACE, ACCOUNT);
  }

  /** How the administrator gets at the API server. */
  KubeAccess adminAccess() {
    return server.admin();
  }

  /** How an account of the program's namespace, with no rights so far, gets at the API server. */
  KubeAccess access(String account) {
    return server.serviceAccount(OWN_NAMESPACE, account);
  }

  /** The pods of a fresh namespace. */
  Pods pods(String word) {
    return Pods.inFreshNamespace(admin, word);
  }

  /** The pods of a fresh namespace with labels. */
  Pods pods(String word, Map<String, String> labels) {
    return Pods.in(admin, pods(word).namespace(), labels);
  }

  /** What the program's account asked to be deleted in a namespace, and what it was answered. */
  List<AuditLog.Entry> deletions(String namespace) {
    return server.auditLog().orElseThrow().deletions(namespace).stream()
        .filter(entry -> entry.user().equals(USER))
        .toList();
  }

  @Override
  public void close() {
    kubelet.close();
    admin.close();
  }
}
