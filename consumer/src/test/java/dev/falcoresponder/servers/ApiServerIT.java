package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
class ApiServerIT {
  private final ApiServer server;
  private final KubernetesClient client;
  private final Pods pods;

  ApiServerIT(ApiServer server) {
    this.server = server;
    this.client = server.adminClient();
    this.pods = Pods.inFreshNamespace(client, "api");
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void serviceAccountMayNothingUntilItIsAllowedTo() {
    try (var stranger = server.serviceAccount(pods.namespace(), "stranger").client()) {
      assertThatThrownBy(() -> stranger.pods().inNamespace(pods.namespace()).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              refusal -> assertThat(refusal.getCode()).isEqualTo(403));
    }
  }

  @Test
  void deletionWithAnotherUidIsAConflict() {
    var pod = pods.running("web-0");

    assertThatThrownBy(() -> delete(pod, "00000000-0000-0000-0000-000000000000"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> assertThat(conflict.getCode()).isEqualTo(409));

    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void auditLogHasThePreconditionOfADeletion() {
    var pod = pods.running("web-0");
    var uid = pod.getMetadata().getUid();
    var began = Instant.now();

    delete(pod, uid);

    var audit = server.auditLog().orElseThrow();
    await().until(() -> !audit.deletions(pods.namespace()).isEmpty());
    assertThat(audit.deletions(pods.namespace()))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.pod()).isEqualTo("web-0");
          assertThat(entry.user()).isEqualTo("admin");
          assertThat(entry.status()).isEqualTo(200);
          assertThat(entry.uidPrecondition()).isEqualTo(Optional.of(uid));
          assertThat(entry.object()).isEqualTo(Optional.of(uid));
          assertThat(entry.at()).isBetween(began, Instant.now());
          assertThat(entry.dryRun()).isFalse();
        });
  }

  @Test
  void auditLogHasNoBodyOfADeletionBySomebodyWhoMayNot() {
    var pod = pods.running("web-0");
    try (var stranger = server.serviceAccount(pods.namespace(), "stranger").client()) {
      assertThatThrownBy(() -> delete(stranger, pod, pod.getMetadata().getUid()))
          .isInstanceOf(KubernetesClientException.class);
    }

    var audit = server.auditLog().orElseThrow();
    await().until(() -> !audit.deletions(pods.namespace()).isEmpty());
    assertThat(audit.deletions(pods.namespace()))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.status()).isEqualTo(403);
          assertThat(entry.request()).isEmpty();
        });
  }

  @Test
  void runningPodHasAContainerIdAndAStart() {
    var since = Instant.now().minusSeconds(60);

    var pod = pods.report(pods.pending("web-0", UnaryOperator.identity()), since);

    assertThat(Pods.containerId(pod)).matches("[0-9a-f]{64}");
    assertThat(Instant.parse(pod.getStatus().getStartTime()))
        .isEqualTo(since.truncatedTo(ChronoUnit.SECONDS));
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
  }

  @Test
  void recreatedPodHasTheNameAndAnotherUid() {
    var first = pods.running("web-0");

    var second = pods.recreate("web-0");

    assertThat(second.getMetadata().getName()).isEqualTo("web-0");
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    assertThat(pods.alive(first)).isFalse();
    assertThat(pods.alive(second)).isTrue();
  }

  @Test
  void deletedPodStaysUntilTheKubeletConfirms() {
    var pod = pods.running("web-0");
    delete(pod, pod.getMetadata().getUid());
    pods.awaitDoomed(pod);
    assertThat(pods.find("web-0"))
        .hasValueSatisfying(now -> assertThat(Pods.terminating(now)).isTrue());

    try (var _ = Kubelet.start(client, Duration.ofMillis(1))) {
      pods.awaitGone("web-0");
    }
  }

  @Test
  void podSecurityRefusesAPrivilegedPodWhereTheNamespaceSaysSo() {
    var strict =
        Pods.in(
            client,
            pods.namespace() + "-strict",
            Map.of("pod-security.kubernetes.io/enforce", "restricted"));

    assertThatThrownBy(() -> strict.running("web-0")).hasMessageContaining("violates PodSecurity");
  }

  @Test
  void unknownFlagIsShownInTheError() {
    assertThatThrownBy(() -> ApiServer.builder().flag("--no-such-flag").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-flag");
  }

  @Test
  void flagIsObeyed() {
    try (var other =
            ApiServer.builder().audit(false).flag("--runtime-config=batch/v1=false").start();
        var otherClient = other.adminClient()) {
      assertThat(other.auditLog()).isEmpty();
      assertThat(otherClient.hasApiGroup("batch", true)).isFalse();
      assertThat(client.hasApiGroup("batch", true)).isTrue();
    }
  }

  private void delete(Pod pod, String uid) {
    delete(client, pod, uid);
  }

  private static void delete(KubernetesClient client, Pod pod, String uid) {
    var metadata = pod.getMetadata();
    client.raw(
        "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName(),
        "DELETE",
        options(uid));
  }

  private static DeleteOptions options(String uid) {
    return new DeleteOptionsBuilder()
        .withGracePeriodSeconds(30L)
        .withNewPreconditions()
        .withUid(uid)
        .endPreconditions()
        .build();
  }
}
