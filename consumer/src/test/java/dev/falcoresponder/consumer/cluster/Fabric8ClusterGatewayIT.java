package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.KubeAccess;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under an account with exactly the permissions that the program says it needs. */
@ExtendWith(SharedServers.class)
class Fabric8ClusterGatewayIT extends ClusterGatewayContract {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;

  Fabric8ClusterGatewayIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "gateway");
    this.connection = Accounts.connect(server, "least", Permission.NEEDED);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Override
  ClusterGateway gateway() {
    return connection.gateway();
  }

  @Override
  PodRef running(String name) {
    pods.recreate(name);
    return new PodRef(pods.namespace(), name);
  }

  @Override
  String namespace(Map<String, String> labels) {
    return Pods.in(admin, pods.namespace() + "-labelled", labels).namespace();
  }

  @Test
  void deletionReachesTheServerWithItsUid() {
    var pod = running("cart-0");
    var uid = found(pod).uid();
    delete(pod, uid, SECOND, false);

    var audit = server.auditLog().orElseThrow();
    await()
        .until(() ->
            audit.deletions(pods.namespace()).stream()
                .anyMatch(entry -> entry.user().endsWith(":least")));
    assertThat(audit.deletions(pods.namespace()))
        .filteredOn(entry -> entry.user().equals(Accounts.user("least")))
        .singleElement()
        .satisfies(entry -> assertThat(entry.uidPrecondition()).isEqualTo(Optional.of(uid)));
  }

  @Test
  void pendingPodHasNotStarted() {
    pods.pending("cart-0", UnaryOperator.identity());

    var found = found(new PodRef(pods.namespace(), "cart-0"));

    assertThat(found.startedAt()).isEmpty();
    assertThat(found.containerIds()).isEmpty();
    assertThat(found.ready()).isFalse();
    assertThat(found.createdAt()).isAfter(Instant.now().minusSeconds(60));
  }

  @Test
  void containerBeforeARestartIsStillKnown() {
    var pod = running("cart-0");
    var before = found(pod).containerIds();
    admin
        .pods()
        .inNamespace(pod.namespace())
        .withName(pod.name())
        .editStatus(now ->
            new PodBuilder(now)
                .editStatus()
                .withContainerStatuses(
                    new ContainerStatusBuilder(now.getStatus().getContainerStatuses().getFirst())
                        .withContainerID("containerd://" + HexFormat.of().formatHex(new byte[32]))
                        .withRestartCount(1)
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withContainerID("containerd://" + before.iterator().next())
                        .endTerminated()
                        .endLastState()
                        .build())
                .endStatus()
                .build());

    assertThat(found(pod).containerIds()).containsAll(before).hasSize(2);
  }

  @Test
  void mirrorAndPriorityAreSeen() {
    pods.running(
        "static-node-1",
        pod ->
            pod.editMetadata()
                .addToAnnotations("kubernetes.io/config.mirror", "0123456789abcdef")
                .endMetadata()
                .editSpec()
                .withPriorityClassName("system-node-critical")
                .endSpec());

    var found = found(new PodRef(pods.namespace(), "static-node-1"));

    assertThat(found.mirrorHash()).contains("0123456789abcdef");
    assertThat(found.priorityClass()).contains("system-node-critical");
  }

  @Test
  void ownerIsTheControllerAsTheServerHasIt() {
    var workload = new Controllers(admin, pods.namespace()).statefulSet("cart", 1);
    pods.running(
        "cart-0",
        pod ->
            Controllers.own(
                pod.editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("example.org/v1")
                    .withKind("Shop")
                    .withName("main")
                    .withUid("6f2d1c9a-3b7e-4f10-9a55-0c1d2e3f4a5b")
                    .endOwnerReference()
                    .endMetadata(),
                workload));

    assertThat(found(new PodRef(pods.namespace(), "cart-0")).owner())
        .contains(
            new PodSnapshot.Owner(
                "apps/v1", "StatefulSet", "cart", workload.getMetadata().getUid()));
  }

  @Test
  void podWithFinalizersIsDeletedAndStays() {
    pods.running(
        "cart-0", pod -> pod.editMetadata().addToFinalizers("example.org/hold").endMetadata());
    var pod = new PodRef(pods.namespace(), "cart-0");

    assertThat(delete(pod, found(pod).uid(), SECOND, false)).isEqualTo(new DeleteAnswer.Deleted());
    assertThat(found(pod).termination()).isPresent();
    assertThat(delete(pod, found(pod).uid(), SECOND, false)).isEqualTo(new DeleteAnswer.Deleted());
  }

  @Test
  void deletionWithoutGraceIsDoneAtOnce() {
    var pod = running("cart-0");

    assertThat(delete(pod, found(pod).uid(), Duration.ZERO, false))
        .isEqualTo(new DeleteAnswer.Deleted());
    assertThat(gateway().pod(pod)).isEqualTo(new PodAnswer.Absent());
  }

  @Test
  void accountWithoutAPermissionIsToldWhichOneAndWhere() {
    var pod = running("cart-0");
    var uid = found(pod).uid();
    try (var reader = Accounts.connect(server, "reader", List.of(Permission.GET_PODS));
        var stranger = Accounts.connect(server, "nobody", List.of())) {
      assertForbidden(failure(stranger.gateway().pod(pod)), "get", "pods", pod.namespace());
      assertForbidden(
          failure(stranger.gateway().namespace(pod.namespace())),
          "get",
          "namespaces",
          pod.namespace());
      assertThat(reader.gateway().pod(pod)).isInstanceOf(PodAnswer.Found.class);
      assertForbidden(
          failure(
              reader
                  .gateway()
                  .delete(new ClusterGateway.Deletion(pod, uid, Optional.empty(), SECOND, false))),
          "delete",
          "pods",
          pod.namespace());
      assertThat(stranger.gate().isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"Forbidden", ","})
  void policyOfTheClusterIsADenial(@Nullable String reason) {
    var pod = running("cart-0");
    var account = reason == null ? "denied-plainly" : "denied-with-reason";
    try (var denied = Accounts.connect(server, account, Permission.NEEDED)) {
      var deletion =
          new ClusterGateway.Deletion(pod, found(pod).uid(), Optional.empty(), SECOND, true);
      Policies.denyDeletions(
          admin,
          account,
          Accounts.user(account),
          reason,
          () -> !denied.gateway().delete(deletion).equals(new DeleteAnswer.Deleted()));

      assertThat(failure(denied.gateway().delete(deletion)))
          .isInstanceOf(ClusterFailure.Denied.class)
          .satisfies(failure -> assertThat(failure.detail()).contains("pods are precious here"));
      assertThat(delete(pod, found(pod).uid(), SECOND, false))
          .isEqualTo(new DeleteAnswer.Deleted());
    }
  }

  @Test
  void serverThatDoesNotKnowUsIsAnOutage() {
    var access = server.admin();
    var unknown = new KubeAccess(access.url(), access.certificate(), "nobody-has-this-token");
    try (var connected = Accounts.connect(unknown.config())) {
      assertThat(failure(connected.gateway().pod(new PodRef("default", "cart-0"))))
          .isInstanceOf(ClusterFailure.Outage.class)
          .satisfies(failure -> assertThat(failure.detail()).contains("401"));
      assertThat(connected.gate().isOpen()).isFalse();
    }
  }

  @Test
  void tokenThatComesLateOpensTheGate(@TempDir Path folder) throws IOException {
    var access = server.serviceAccount("responder", "least");
    var unknown = new KubeAccess(access.url(), access.certificate(), "expired");
    var file = unknown.writeTo(folder.resolve("kubeconfig"));
    var pod = running("cart-0");
    try (var connected = Accounts.connect(Config.fromKubeconfig(file.toFile()))) {
      assertThat(connected.gateway().pod(pod)).isInstanceOf(PodAnswer.Failed.class);
      assertThat(connected.gate().isOpen()).isFalse();

      Files.writeString(file, access.kubeconfig());

      assertThat(connected.gate().awaitOpen(Duration.ofSeconds(20))).isTrue();
      assertThat(connected.gateway().pod(pod)).isInstanceOf(PodAnswer.Found.class);
    }
  }

  private static void assertForbidden(
      ClusterFailure failure, String verb, String resource, String namespace) {
    assertThat(failure).isInstanceOf(ClusterFailure.Forbidden.class);
    assertThat(failure.detail())
        .contains("may not " + verb + " " + resource + " in namespace " + namespace)
        .contains("resources: [" + resource + "], verbs: [" + verb + "]");
  }

  private static ClusterFailure failure(PodAnswer answer) {
    return ((PodAnswer.Failed) answer).failure();
  }

  private static ClusterFailure failure(NamespaceAnswer answer) {
    return ((NamespaceAnswer.Failed) answer).failure();
  }

  private static ClusterFailure failure(DeleteAnswer answer) {
    return ((DeleteAnswer.Failed) answer).failure();
  }
}
