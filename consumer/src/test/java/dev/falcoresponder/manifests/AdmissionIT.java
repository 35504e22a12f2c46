package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The component {@code admission}: what the API server itself denies the program's own token. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class AdmissionIT {
  private static final String NAME = "cart-0";
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final KubernetesClient admin;
  private final Overlay overlay;
  private final ApiServer server;
  private final KubernetesClient account;
  private final ClusterConnection program;

  AdmissionIT(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.admin = server.adminClient();
    this.overlay = Overlay.of(Kubectl.of(server, folder), folder, List.of("admission"));
    overlay.apply();
    var access = server.serviceAccount(Overlay.NAMESPACE, Overlay.ACCOUNT);
    this.account = access.client();
    this.program = Accounts.connect(access.config());
  }

  @BeforeAll
  void awaitThePolicy() {
    var pods = Pods.inFreshNamespace(admin, "probe");
    var pod = pods.running(NAME);
    await().until(() -> answer(account, pod, dryRun()) == 403);
  }

  @AfterAll
  void remove() {
    overlay.remove(admin, Overlay.NAMESPACE);
    program.close();
    account.close();
    // It goes on for a moment, which the next test on this server should not meet.
    var pod = Pods.inFreshNamespace(admin, "probe").running(NAME);
    try (var other = server.serviceAccount("elsewhere", Overlay.ACCOUNT).client()) {
      await().until(() -> !message(other, pod, dryRun()).contains("ValidatingAdmissionPolicy"));
    } finally {
      admin.close();
    }
  }

  @Test
  void deletionOfTheProgramPasses() {
    var pods = Pods.inFreshNamespace(admin, "shop");
    var pod = pods.running(NAME);
    assertThat(delete(pod)).isEqualTo(new DeleteAnswer.Deleted());

    assertThat(pods.alive(pod)).isFalse();
  }

  @Test
  void deletionWithoutUidIsDenied() {
    var pods = Pods.inFreshNamespace(admin, "shop");
    var pod = pods.running(NAME);

    assertThat(answer(account, pod, options().build())).isEqualTo(403);
    assertThat(message(account, pod, options().build())).contains("deleted by its uid only");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void deletionByAnotherUidIsAConflict() {
    var pods = Pods.inFreshNamespace(admin, "shop");
    var pod = pods.running(NAME);

    assertThat(answer(account, pod, byUid(NOBODY))).isEqualTo(409);
    assertThat(pods.alive(pod)).isTrue();
  }

  /** Those that the program protects anyway, its own included. */
  static Stream<String> protectedNamespaces() {
    var loaded = (ConfigAnswer.Loaded) new ConfigLoader(Map.of("HOSTNAME", "replica-a")).load();
    return Stream.concat(
        loaded.config().guard().protectedNamespaces().stream(), Stream.of(Overlay.NAMESPACE));
  }

  @ParameterizedTest
  @MethodSource("protectedNamespaces")
  void deletionInAProtectedNamespaceIsDenied(String namespace) {
    var pods = Pods.in(admin, namespace);
    var pod = admin.pods().inNamespace(namespace).resource(privileged()).create();

    assertThat(answer(account, pod, byUid(pod.getMetadata().getUid()))).isEqualTo(403);
    assertThat(message(account, pod, byUid(pod.getMetadata().getUid()))).contains("is protected");
    assertThat(pods.alive(pod)).isTrue();
    admin.resource(pod).withGracePeriod(0).delete();
  }

  @Test
  void deletionInANamespaceProtectedByLabelIsDenied() {
    var namespace = Pods.inFreshNamespace(admin, "labelled").namespace();
    var pods = Pods.in(admin, namespace, Map.of("falco-responder.dev/protect", "true"));

    denied(pods, UnaryOperator.identity(), SECOND, "protected by label");
  }

  @Test
  void deletionOfAMirrorPodIsDenied() {
    denied(
        Pods.inFreshNamespace(admin, "mirror"),
        pod ->
            pod.editMetadata()
                .addToAnnotations("kubernetes.io/config.mirror", "0123")
                .endMetadata(),
        SECOND,
        "mirror pod");
  }

  @Test
  void deletionOfASystemCriticalPodIsDenied() {
    denied(
        Pods.inFreshNamespace(admin, "critical"),
        pod -> pod.editSpec().withPriorityClassName("system-cluster-critical").endSpec(),
        SECOND,
        "system-critical");
  }

  @Test
  void deletionOfAStatefulSetsPodWithoutGraceIsDenied() {
    denied(
        Pods.inFreshNamespace(admin, "stateful"),
        pod ->
            pod.editMetadata()
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withName("cart")
                .withUid(NOBODY)
                .withController(true)
                .endOwnerReference()
                .endMetadata(),
        Duration.ZERO,
        "without a grace period");
  }

  @Test
  void othersDeleteAsBefore() {
    var pods = Pods.inFreshNamespace(admin, "shop");
    var pod = pods.running(NAME);
    assertThat(answer(admin, pod, options().build())).isEqualTo(200);
    assertThat(pods.alive(pod)).isFalse();
  }

  private void denied(Pods pods, UnaryOperator<PodBuilder> kind, Duration grace, String why) {
    var pod = pods.running(NAME, kind);
    var options =
        new DeleteOptionsBuilder(byUid(pod.getMetadata().getUid()))
            .withGracePeriodSeconds(grace.toSeconds())
            .build();

    assertThat(answer(account, pod, options)).isEqualTo(403);
    assertThat(message(account, pod, options)).contains(why);
    assertThat(pods.alive(pod)).isTrue();
  }

  private DeleteAnswer delete(Pod pod) {
    var meta = pod.getMetadata();
    var ref = new PodRef(meta.getNamespace(), meta.getName());
    return program
        .gateway()
        .delete(new Deletion(ref, meta.getUid(), Optional.empty(), SECOND, false));
  }

  private static DeleteOptionsBuilder options() {
    return new DeleteOptionsBuilder().withGracePeriodSeconds(1L);
  }

  private static DeleteOptions byUid(String uid) {
    return options().withNewPreconditions(null, uid).build();
  }

  private static DeleteOptions dryRun() {
    return options().withDryRun("All").build();
  }

  /** A pod that every namespace takes, also one that enforces Pod Security. */
  private static Pod privileged() {
    return new PodBuilder()
        .withNewMetadata()
        .withName(NAME)
        .endMetadata()
        .withNewSpec()
        .withNodeName(Pods.NODE)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName("main")
        .withImage("registry.example/main:1")
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }

  private static int answer(KubernetesClient client, Pod pod, DeleteOptions options) {
    return AskedDeletion.of(client, pod, options).code();
  }

  private static String message(KubernetesClient client, Pod pod, DeleteOptions options) {
    return AskedDeletion.of(client, pod, options).message();
  }
}
