package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component {@code priority-level}: which schema the API server takes for whose requests. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class PriorityLevelIT {
  private static final String SCHEMA = "falco-responder";

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Overlay overlay;

  PriorityLevelIT(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.admin = server.adminClient();
    this.overlay = Overlay.of(Kubectl.of(server, folder), folder, List.of("priority-level"));
    overlay.apply();
  }

  @AfterAll
  void remove() {
    overlay.remove(admin, Overlay.NAMESPACE);
    admin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/shop/pods/cart-0",
        "/api/v1/namespaces/shop",
        "/api/v1/pods",
        "/apis/apps/v1/namespaces/shop/deployments/cart"
      })
  void programIsServedByItsOwnLevel(String path) {
    try (var account = server.serviceAccount(Overlay.NAMESPACE, Overlay.ACCOUNT).client()) {
      await().untilAsserted(() -> assertThat(schemaFor(account, path)).hasValue(uid()));
    }
  }

  @Test
  void otherAccountsAreNot() {
    try (var stranger = server.serviceAccount(Overlay.NAMESPACE, "stranger").client()) {
      assertThat(schemaFor(stranger, "/api/v1/namespaces/shop/pods/cart-0"))
          .isPresent()
          .get()
          .isNotEqualTo(uid());
    }
  }

  /** What the API server says about an answer, whatever the answer is. */
  private static Optional<String> schemaFor(KubernetesClient client, String path) {
    var http = client.getHttpClient();
    var url = client.getMasterUrl().toString().replaceAll("/$", "") + path;
    var answer = http.sendAsync(http.newHttpRequestBuilder().uri(url).build(), String.class).join();
    return Optional.ofNullable(answer.header("X-Kubernetes-PF-FlowSchema-UID"));
  }

  private String uid() {
    return admin.resources(FlowSchema.class).withName(SCHEMA).get().getMetadata().getUid();
  }
}
