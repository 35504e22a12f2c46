package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The components {@code keda} and {@code hpa}: who decides how many replicas there are. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class AutoscalerIT {
  private static final int SCALED = 7;

  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private final Path folder;

  AutoscalerIT(ApiServer server, @TempDir Path folder) {
    this.admin = server.adminClient();
    this.kubectl = Kubectl.of(server, folder);
    this.folder = folder;
    CustomResources.define(kubectl);
  }

  @AfterAll
  void closeClient() {
    admin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda", "hpa"})
  void installingAgainLeavesTheNumberToTheAutoscaler(String component) {
    var overlay = Overlay.of(kubectl, folder, List.of(component));
    overlay.apply();

    scale();
    overlay.apply();

    assertThat(replicas()).isEqualTo(SCALED);
    overlay.remove(admin, Overlay.NAMESPACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda", "hpa"})
  void numberThatWasInstalledBeforeIsGivenUp(String component) {
    var before = Overlay.of(kubectl, folder, List.of());
    before.apply();
    assertThat(replicas()).isEqualTo(2);

    var overlay = Overlay.of(kubectl, folder, List.of(component));
    overlay.apply();
    assertThat(replicas()).as("what the API server makes of none").isEqualTo(1);
    scale();
    overlay.apply();

    assertThat(replicas()).isEqualTo(SCALED);
    overlay.remove(admin, Overlay.NAMESPACE);
  }

  /** As an autoscaler does. */
  private void scale() {
    deployment().scale(SCALED);
  }

  private int replicas() {
    return deployment().get().getSpec().getReplicas();
  }

  private RollableScalableResource<Deployment> deployment() {
    return admin.apps().deployments().inNamespace(Overlay.NAMESPACE).withName("falco-responder");
  }
}
