package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.TcpProxy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A broker, a cluster with the program's own account and permissions in it, and a connection to
 * each for ourselves.
 *
 * @param nats the newest NATS
 * @param cluster a real API server
 * @param admin may do anything, and makes the pods
 * @param connection publishes the alerts
 * @param account kubeconfig of the program's service account, which the bare client uses as well
 */
record Stage(
    NatsServer nats, ApiServer cluster, KubernetesClient admin, Connection connection, Path account)
    implements AutoCloseable {
  private static final String NAMESPACE = "falco-response";
  private static final String ACCOUNT = "falco-responder";
  private static final List<String> MANIFESTS =
      List.of(
          "namespace.yaml",
          "service-account.yaml",
          "cluster-role.yaml",
          "cluster-role-binding.yaml");

  static Stage open() {
    var cluster = ApiServer.start();
    var nats = NatsServer.start(NatsVersion.NEWEST);
    var admin = cluster.adminClient();
    MANIFESTS.forEach(file -> apply(admin, file));
    var account = cluster.kubeconfigFor(NAMESPACE, ACCOUNT);
    return new Stage(nats, cluster, admin, connect(nats.url()), account);
  }

  private static void apply(KubernetesClient admin, String file) {
    var path = Repository.root().resolve("manifests/base").resolve(file);
    try (var in = Files.newInputStream(path)) {
      for (var object : admin.load(in).items()) {
        inNamespace(object);
        admin.resource(object).serverSideApply();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the kustomization does. */
  private static void inNamespace(HasMetadata object) {
    if (object.getKind().equals("ServiceAccount")) {
      object.getMetadata().setNamespace(NAMESPACE);
    }
  }

  /** A connection to that broker. */
  static Connection connect(String url) {
    try {
      return Nats.connect(url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * How a replica is started: as shipped, by its launcher, configured by the environment. The
   * deletion budget is asked and counts as always; it only allows more than a thousand at once.
   */
  ResponderBuilder replica() {
    return ResponderProcess.builder()
        .nats(nats.url())
        .kubeconfig(account)
        .setting("budget.window", "5s")
        .setting("budget.cluster", "2000");
  }

  /**
   * How the launcher starts a replica's JVM. It starts one for that, by which the stream is there
   * as the program makes it.
   */
  ReplicaFlags replicaFlags() {
    try (var replica = replica().start()) {
      var flags = ReplicaFlags.of(replica);
      replica.stop();
      return flags;
    }
  }

  /** The program's account, by way of a proxy in front of the cluster. */
  Path accountThrough(TcpProxy proxy) {
    return cluster.kubeconfigFor(NAMESPACE, ACCOUNT, proxy);
  }

  /** Who deleted what. */
  AuditLog audit() {
    return cluster.auditLog().orElseThrow();
  }

  /** Ends a connection of {@link #connect}. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(connection);
    admin.close();
    nats.close();
    cluster.close();
  }
}
