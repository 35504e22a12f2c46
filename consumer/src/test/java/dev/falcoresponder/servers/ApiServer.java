package dev.falcoresponder.servers;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real Kubernetes API server on a real etcd, both on loopback, with RBAC, Pod Security and audit.
 * There is no controller, scheduler or kubelet: {@link Pods} and {@link Kubelet} play their part as
 * far as tests need it.
 *
 * <p>The verbs of {@link Restartable} mean the API server; {@link #etcd} has its own.
 */
public final class ApiServer implements Restartable, AutoCloseable {
  private final Scratch scratch;
  private final ApiServerFiles files;
  private final ServerProcess etcd;
  private final ServerProcess apiServer;
  private final URI url;

  ApiServer(
      Scratch scratch, ApiServerFiles files, ServerProcess etcd, ServerProcess apiServer, URI url) {
    this.scratch = scratch;
    this.files = files;
    this.etcd = etcd;
    this.apiServer = apiServer;
    this.url = url;
  }

  /** What to start; {@link ApiServerBuilder#start} starts it. */
  public static ApiServerBuilder builder() {
    return new ApiServerBuilder();
  }

  /** An API server with the audit log on and nothing special. */
  public static ApiServer start() {
    return builder().start();
  }

  /** Its address, the same over restarts. */
  public URI url() {
    return url;
  }

  /** Access of the cluster's administrator, who may do anything. */
  public KubeAccess admin() {
    return new KubeAccess(url, files.servingCertificate(), ApiServerFiles.ADMIN_TOKEN);
  }

  /** A client of the administrator; to be closed by the caller. */
  public KubernetesClient adminClient() {
    return admin().client();
  }

  /** Writes the administrator's kubeconfig into that file. */
  public Path kubeconfig(Path file) {
    return admin().writeTo(file);
  }

  /**
   * A token of a service account, valid for an hour. Namespace and account are made where they are
   * missing.
   *
   * @param serviceAccount what the token may do is up to the RBAC objects that the test creates
   */
  public String serviceAccountToken(String namespace, String serviceAccount) {
    try (var client = adminClient()) {
      return ServiceAccounts.token(client, namespace, serviceAccount);
    }
  }

  /** Access with a fresh token of a service account, as a pod with that account has it. */
  public KubeAccess serviceAccount(String namespace, String serviceAccount) {
    return new KubeAccess(
        url, files.servingCertificate(), serviceAccountToken(namespace, serviceAccount));
  }

  /**
   * A kubeconfig with a fresh token of a service account, in a file that lives as long as this
   * server.
   */
  public Path kubeconfigFor(String namespace, String serviceAccount) {
    return serviceAccount(namespace, serviceAccount)
        .writeTo(scratch.path(namespace + "." + serviceAccount + ".yaml"));
  }

  /** As {@link #kubeconfigFor(String, String)}, by way of a proxy in front of this server. */
  public Path kubeconfigFor(String namespace, String serviceAccount, TcpProxy way) {
    return serviceAccount(namespace, serviceAccount)
        .through(way)
        .writeTo(scratch.path(namespace + "." + serviceAccount + "." + way.port() + ".yaml"));
  }

  /** Client configuration of the administrator. */
  public Config adminConfig() {
    return admin().config();
  }

  /** What was asked of the server and answered; empty where the log was switched off. */
  public Optional<AuditLog> auditLog() {
    return files.auditLog().map(AuditLog::new);
  }

  /** Returns when the server answers that it is ready. */
  public void awaitReady() {
    apiServer.awaitReady();
  }

  /** The last lines of its log. */
  public String log() {
    return apiServer.tail();
  }

  /**
   * The store behind it. Without it the API server answers reads from its cache and fails writes.
   */
  public Restartable etcd() {
    return etcd;
  }

  @Override
  public void kill() {
    apiServer.kill();
  }

  @Override
  public void stop() {
    apiServer.stop();
  }

  @Override
  public void pause() {
    apiServer.pause();
  }

  @Override
  public void resume() {
    apiServer.resume();
  }

  @Override
  public void restart() {
    apiServer.restart();
  }

  @Override
  public boolean running() {
    return apiServer.running();
  }

  /** Kills both processes and removes what they stored. */
  @Override
  public void close() {
    apiServer.close();
    etcd.close();
    scratch.close();
  }
}
