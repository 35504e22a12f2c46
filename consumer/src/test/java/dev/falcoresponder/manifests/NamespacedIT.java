package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.consumer.cluster.EventSink.Creation;
import dev.falcoresponder.consumer.cluster.Events;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The component {@code namespaced}, in a namespace of its own, since other tests grant the account
 * of the base more.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class NamespacedIT {
  private static final String HOME = "security";

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private final Path folder;
  private final Overlay overlay;

  NamespacedIT(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.admin = server.adminClient();
    this.kubectl = Kubectl.of(server, folder);
    this.folder = folder;
    this.overlay =
        Overlay.in(
            HOME,
            kubectl,
            folder,
            List.of("kubernetes-events", "owner-health", Components.NAMESPACED));
  }

  @BeforeAll
  void install() {
    overlay.apply();
  }

  @AfterAll
  void remove() {
    overlay.remove(admin, HOME);
    admin.close();
  }

  @Test
  void programHasItsPermissionsWhereTheyWereAddedAndNowhereElse() throws IOException {
    var shop = Pods.inFreshNamespace(admin, "shop");
    var cart = Pods.inFreshNamespace(admin, "cart");
    var uid = shop.running("web-0").getMetadata().getUid();
    cart.running("web-0");
    assertThat(permissions(shop.namespace())).isEmpty();

    add(shop.namespace(), "permissions");

    await()
        .untilAsserted(() ->
            assertThat(permissions(shop.namespace()))
                .containsExactlyInAnyOrderElementsOf(Permission.NEEDED));
    assertThat(permissions(cart.namespace())).isEmpty();
    try (var program = Accounts.connect(server.serviceAccount(HOME, Overlay.ACCOUNT).config())) {
      var gateway = program.gateway();
      assertThat(gateway.namespace(shop.namespace())).isInstanceOf(NamespaceAnswer.Found.class);
      assertThat(gateway.namespace(cart.namespace())).isInstanceOf(NamespaceAnswer.Failed.class);
      assertThat(gateway.pod(new PodRef(cart.namespace(), "web-0")))
          .isInstanceOf(PodAnswer.Failed.class);
      assertThat(gateway.delete(deletion(new PodRef(shop.namespace(), "web-0"), uid)))
          .isEqualTo(new DeleteAnswer.Deleted());
    }
  }

  @Test
  void componentsHaveTheirPermissionsPerNamespace() throws IOException {
    var shop = Pods.inFreshNamespace(admin, "shop");
    var all = new ArrayList<>(Permission.NEEDED);
    all.addAll(Permission.OWNER_HEALTH);
    all.add(Permission.CREATE_EVENTS);

    add(shop.namespace(), "permissions");
    add(shop.namespace(), "owner-health");
    add(shop.namespace(), "kubernetes-events");

    await()
        .untilAsserted(() ->
            assertThat(permissions(shop.namespace())).containsExactlyInAnyOrderElementsOf(all));
  }

  @Test
  void replicasTellOfThemselvesInTheirOwnNamespaceAndMayDoNothingElseThere() {
    var cart = Pods.inFreshNamespace(admin, "cart").namespace();
    var own = new PodRef(HOME, "falco-responder-0");

    await()
        .untilAsserted(() ->
            assertThat(permissions(HOME)).containsExactlyInAnyOrderElementsOf(Permission.OWN_POD));
    assertThat(permissions(cart)).isEmpty();
    try (var program = Accounts.connect(server.serviceAccount(HOME, Overlay.ACCOUNT).config())) {
      assertThat(program.gateway().pod(own)).isInstanceOf(PodAnswer.Absent.class);
      assertThat(program.events().create(Events.about(HOME, Optional.empty())))
          .isEqualTo(new Creation.Created());
      assertThat(program.events().create(Events.about(cart, Optional.empty())))
          .isInstanceOf(Creation.Failed.class);
      assertThat(program.gateway().delete(deletion(own, "5c7b3f1e-0000-4000-8000-000000000001")))
          .isInstanceOf(DeleteAnswer.Failed.class);
    }
  }

  @Test
  void commandsOfTheReadmeBindTheAccountOfTheBaseAndListWhereItDeletes() {
    var shop = Pods.inFreshNamespace(admin, "shop").namespace();

    kubectl.succeed("apply", "--namespace", shop, "-k", permissions().toString());

    assertThat(admin.rbac().roleBindings().inNamespace(shop).withName("falco-responder").get())
        .satisfies(binding ->
            assertThat(binding.getSubjects())
                .singleElement()
                .satisfies(subject -> {
                  assertThat(subject.getName()).isEqualTo(Overlay.ACCOUNT);
                  assertThat(subject.getNamespace()).isEqualTo(Overlay.NAMESPACE);
                }));
    var selector = "--field-selector=metadata.name=falco-responder";
    assertThat(kubectl.succeed("get", "roles", "-A", selector, "--no-headers"))
        .contains(shop + " ")
        .doesNotContain(HOME);
  }

  private static Deletion deletion(PodRef pod, String uid) {
    return new Deletion(pod, uid, Optional.empty(), Duration.ofSeconds(1), false);
  }

  private static Path permissions() {
    return Components.path(Components.NAMESPACED).resolve("permissions");
  }

  /** As the README says for a program that has been moved. */
  private void add(String namespace, String permissions) throws IOException {
    var here = Files.createTempDirectory(folder, "added").toRealPath();
    var roles = Components.path(Components.NAMESPACED).resolve(permissions).toRealPath();
    Files.writeString(
        here.resolve("kustomization.yaml"),
        """
        namespace: %s
        resources: [%s]
        patches:
          - target: {kind: RoleBinding}
            patch: |
              - {op: replace, path: /subjects/0/namespace, value: %s}
        """
            .formatted(namespace, here.relativize(roles), HOME));
    kubectl.succeed("apply", "--server-side", "--warnings-as-errors", "-k", here.toString());
  }

  private Set<Permission> permissions(String namespace) {
    try (var account = server.serviceAccount(HOME, Overlay.ACCOUNT).client();
        var stranger = server.serviceAccount(HOME, "stranger").client()) {
      var allowed = Permissions.granted(account, namespace);
      allowed.removeAll(Permissions.granted(stranger, namespace));
      return allowed;
    }
  }
}
