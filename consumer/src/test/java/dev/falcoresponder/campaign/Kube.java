package dev.falcoresponder.campaign;

import static java.util.stream.Collectors.toSet;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.KubeAccess;
import dev.falcoresponder.servers.Kubelet;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The cluster of all runs: a real API server, the program's account with the permissions of {@code
 * manifests/base}, and somebody who plays the kubelet.
 */
final class Kube implements AutoCloseable {
  private static final String NAMESPACE = "falco-response";
  private static final String ACCOUNT = "falco-responder";
  private static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + ACCOUNT;
  private static final int UNAUTHORIZED = 401;
  private static final Duration DEATH = Duration.ofMillis(50);

  private final ApiServer server = ApiServer.start();
  private final KubernetesClient admin = server.adminClient();
  private final Kubelet kubelet = Kubelet.start(admin, DEATH);

  Kube() {
    admin.resource(manifest("cluster-role", ClusterRole.class)).serverSideApply();
    admin.resource(manifest("cluster-role-binding", ClusterRoleBinding.class)).serverSideApply();
  }

  private static <T> T manifest(String name, Class<T> kind) {
    var file = Repository.root().resolve("manifests/base/" + name + ".yaml");
    try {
      return Serialization.unmarshal(Files.readString(file), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ApiServer server() {
    return server;
  }

  /** How the program's account gets in. */
  KubeAccess access() {
    return server.serviceAccount(NAMESPACE, ACCOUNT);
  }

  /** Removes the program's account, and with it every token of it. */
  void removeAccount() {
    admin.serviceAccounts().inNamespace(NAMESPACE).withName(ACCOUNT).delete();
  }

  /** Whether the API server does not know the owner of that token any more. */
  boolean refuses(KubeAccess access) {
    try (var client = access.client()) {
      client.pods().inNamespace(NAMESPACE).withName("nobody").get();
      return false;
    } catch (KubernetesClientException e) {
      return e.getCode() == UNAUTHORIZED;
    }
  }

  /** The pods of a fresh namespace. */
  Pods pods() {
    return Pods.inFreshNamespace(admin, "campaign");
  }

  /** What the program's account asked to be deleted in that namespace. */
  List<AuditLog.Entry> deletions(String namespace) {
    return server.auditLog().orElseThrow().deletions(namespace).stream()
        .filter(entry -> entry.user().equals(USER))
        .toList();
  }

  /** Uids of the pods in that namespace that nobody has asked the end of. */
  Set<String> alive(String namespace) {
    return admin.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> !Pods.terminating(pod))
        .map(pod -> pod.getMetadata().getUid())
        .collect(toSet());
  }

  @Override
  public void close() {
    kubelet.close();
    admin.close();
    server.close();
  }
}
