package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that break a server, their own, and bring it back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerFaultsIT {
  private static final int REQUEST_MILLIS = 1_000;

  private final ApiServer server = ApiServer.start();

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void podsOutliveSigkillOfBothServers() {
    try (var client = server.adminClient()) {
      var pod = Pods.in(client, "sigkill").running("web-0");

      server.kill();
      server.etcd().kill();
      server.etcd().restart();
      server.restart();

      assertThat(Pods.in(client, "sigkill").alive(pod)).isTrue();
    }
  }

  @Test
  void tokenOfAServiceAccountOutlivesARestart(@TempDir Path folder) throws Exception {
    var kubeconfig =
        Files.copy(server.kubeconfigFor("shop", "responder"), folder.resolve("kubeconfig"));
    server.restart();

    var config = Config.fromKubeconfig(kubeconfig.toFile());
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> client.pods().inNamespace("shop").list())
          .hasMessageContaining("system:serviceaccount:shop:responder");
    }
  }

  @Test
  void pausedServerDoesNotAnswerUntilItIsResumed() {
    try (var client = impatient(server.admin())) {
      server.pause();
      assertThatThrownBy(() -> client.namespaces().list())
          .isInstanceOf(KubernetesClientException.class);

      server.resume();

      assertThat(client.namespaces().list().getItems()).isNotEmpty();
    }
  }

  @Test
  void writeFailsWhileTheStoreIsDownAndWorksAfterwards() {
    try (var client = impatient(server.admin())) {
      server.etcd().kill();
      assertThatThrownBy(() -> Pods.in(client, "store"))
          .isInstanceOf(KubernetesClientException.class);

      server.etcd().restart();

      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> Pods.in(client, "store").running("web-0") != null);
    }
  }

  @Test
  void clientReachesTheServerThroughAProxyAndTrustsIt() {
    try (var proxy = TcpProxy.to(server);
        var client = impatient(server.admin().through(proxy))) {
      assertThat(client.namespaces().list().getItems()).isNotEmpty();
      assertThat(proxy.accepted()).isPositive();

      proxy.become(new Link.BlackHole());

      assertThatThrownBy(() -> client.namespaces().list())
          .isInstanceOf(KubernetesClientException.class);
    }
  }

  @Test
  void kubeletGoesOnAfterARestartOfTheServer() {
    try (var client = server.adminClient();
        var _ = Kubelet.start(client, Duration.ofMillis(1))) {
      var pods = Pods.in(client, "kubelet");
      pods.running("web-0");
      server.restart();

      client.pods().inNamespace("kubelet").withName("web-0").withGracePeriod(30).delete();

      pods.awaitGone("web-0");
    }
  }

  private static KubernetesClient impatient(KubeAccess access) {
    var config = access.config();
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setConnectionTimeout(REQUEST_MILLIS);
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
