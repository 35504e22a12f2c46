package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every component, and all that go together, on a real API server that enforces Pod Security. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class ComponentsIT {
  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private final Path folder;

  ComponentsIT(ApiServer server, @TempDir Path folder) {
    this.admin = server.adminClient();
    this.kubectl = Kubectl.of(server, folder);
    this.folder = folder;
    CustomResources.define(kubectl);
    CustomResources.defineNack(kubectl);
  }

  @AfterAll
  void closeClient() {
    admin.close();
  }

  static List<List<String>> combinations() {
    return Components.combinations();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void combinationIsAppliedTwiceAdmittedAndRemoved(List<String> components) {
    var overlay = Overlay.of(kubectl, folder, components);

    var applied = new AtomicReference<>(overlay.apply());
    assertThat(applied.get()).contains("Deployment/falco-responder ", "Namespace/falco-response ");
    // The API server itself notes in a new FlowSchema whether its level is there.
    await()
        .untilAsserted(() -> {
          var before = applied.getAndSet(overlay.apply());
          assertThat(applied.get()).isEqualTo(before);
        });
    var pod = DeployedPod.template(admin, Overlay.NAMESPACE);
    var admitted = DeployedPod.tryToCreate(kubectl, Overlay.NAMESPACE, pod);
    assertThat(admitted.exit()).as(admitted.output()).isZero();

    overlay.remove(admin, Overlay.NAMESPACE);

    assertThat(overlay.present()).isEmpty();
  }
}
