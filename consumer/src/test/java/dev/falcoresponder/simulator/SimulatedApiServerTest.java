package dev.falcoresponder.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedApiServerTest extends PodDeletionContract {
  private final SimulatedApiServer server;

  SimulatedApiServerTest() {
    var started = SimulatedApiServer.start();
    super(started.adminClient());
    server = started;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  List<AuditLog.Entry> deletions(String namespace) {
    return server.deletions(namespace);
  }

  @Test
  void somebodyIsKnownByTheTokenInTheKubeconfig() {
    var config = Config.fromKubeconfig(server.kubeconfig("falco-responder"));
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var pods = Pods.in(client, "known");
      pods.running("web-0");
      pods.remove("web-0");
    }

    assertThat(server.deletions("known"))
        .extracting(AuditLog.Entry::user)
        .containsExactly("falco-responder");
  }

  @Test
  void versionDoesNotPassForARelease() {
    try (var client = server.adminClient()) {
      assertThat(client.getKubernetesVersion().getGitVersion()).endsWith("-simulator");
    }
  }
}
