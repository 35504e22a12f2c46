package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The component on an API server of its own, since what it grants is the same account's as in the
 * base.
 */
class ResolveComponentIT {
  private static final String NAMESPACE = "falco-response";
  private static final String ACCOUNT = "falco-responder";

  private final ApiServer server = ApiServer.start();
  private final KubernetesClient admin = server.adminClient();
  private final Kubectl kubectl;

  ResolveComponentIT(@TempDir Path folder) {
    this.kubectl = Kubectl.of(server, folder);
  }

  @AfterEach
  void close() {
    admin.close();
    server.close();
  }

  @Test
  void componentGrantsWhatSearchingNeedsAndSwitchesItOn() {
    var pod = Pods.in(admin, "shop").running("cart-0");
    apply(BaseFolder.path());
    await().until(() -> permissions().containsAll(Permission.NEEDED));
    assertThat(look())
        .isInstanceOfSatisfying(
            NodeAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Forbidden.class));
    assertThat(switchedOn()).isFalse();

    apply(Component.RESOLVE.overlay());

    await().until(() -> permissions().containsAll(Permission.NEEDED_TO_RESOLVE));
    assertThat(look())
        .isInstanceOfSatisfying(
            NodeAnswer.Listed.class,
            listed ->
                assertThat(listed.pods())
                    .singleElement()
                    .satisfies(
                        found -> assertThat(found.uid()).isEqualTo(pod.getMetadata().getUid())));
    assertThat(switchedOn()).isTrue();
    assertThat(permissions())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Permission.NEEDED, Permission.NEEDED_TO_RESOLVE)
                .flatMap(permissions -> permissions.stream())
                .toList());
  }

  private void apply(Path folder) {
    var applied =
        kubectl.run("", "apply", "--server-side", "--warnings-as-errors", "-k", folder.toString());
    assertThat(applied.exit()).as(applied.output()).isZero();
  }

  private boolean switchedOn() {
    return admin
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName("falco-responder")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .map(EnvVar::getName)
        .anyMatch("FALCO_RESPONDER_TARGET_RESOLVE_BY_CONTAINER_ID"::equals);
  }

  private NodeAnswer look() {
    try (var connection = Accounts.connect(server.serviceAccount(NAMESPACE, ACCOUNT).config())) {
      return connection.nodePods().now(Pods.NODE);
    }
  }

  private Set<Permission> permissions() {
    try (var account = server.serviceAccount(NAMESPACE, ACCOUNT).client();
        var stranger = server.serviceAccount(NAMESPACE, "stranger").client()) {
      var allowed = Permissions.granted(account);
      allowed.removeAll(Permissions.granted(stranger));
      return allowed;
    }
  }
}
