package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.cluster.Workloads.Answer;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under an account that may do nothing else. */
@ExtendWith(SharedServers.class)
class Fabric8WorkloadsIT extends WorkloadsContract {
  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final Controllers controllers;
  private final ClusterConnection connection;
  private final Map<Owner, HasMetadata> made = new HashMap<>();

  Fabric8WorkloadsIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "workloads");
    this.controllers = new Controllers(admin, pods.namespace());
    this.connection = Accounts.connect(server, "counting", Permission.OWNER_HEALTH);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Override
  Workloads workloads() {
    return connection.workloads();
  }

  @Override
  String namespace() {
    return pods.namespace();
  }

  @Override
  Owner workload(String kind, String name, Optional<Owner> controller, int desired, int available) {
    var workload =
        switch (kind) {
          case "Deployment" -> controllers.deployment(name, desired);
          case "StatefulSet" -> controllers.statefulSet(name, desired);
          case "DaemonSet" -> controllers.daemonSet(name);
          case "ReplicaSet" ->
              controller
                  .map(above -> controllers.replicaSet(name, desired, made(above)))
                  .orElseGet(() -> controllers.replicaSet(name, desired));
          default -> throw new IllegalArgumentException(kind);
        };
    controllers.report(workload, desired, available);
    var metadata = workload.getMetadata();
    var owner = new Owner(workload.getApiVersion(), kind, metadata.getName(), metadata.getUid());
    made.put(owner, workload);
    return owner;
  }

  @Override
  void rescale(Owner owner, int desired) {
    controllers.rescale(made(owner), desired);
  }

  private HasMetadata made(Owner owner) {
    return Objects.requireNonNull(made.get(owner));
  }

  @Test
  void workloadThatNoControllerHasLookedAtIsNotUpToDate() {
    var replicaSet = controllers.replicaSet("new", 3);

    assertThat(found(owner(replicaSet)).upToDate()).isFalse();
    assertThat(found(owner(controllers.daemonSet("new"))).upToDate()).isFalse();
  }

  @Test
  void versionChangesWithTheStatus() {
    var statefulSet = controllers.statefulSet("cart", 3);
    controllers.report(statefulSet, 3, 3);
    var before = found(owner(statefulSet)).version();

    controllers.report(statefulSet, 2, 2);

    assertThat(found(owner(statefulSet)).version()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"../../../api/v1/namespaces", "a/b", "''", "UPPER", "a?b", "a%2fb"})
  void nameThatNoWorkloadHasIsAskedOfNobody(String name) {
    assertThat(look(new Owner("apps/v1", "ReplicaSet", name, "uid")))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Invalid.class));
  }

  @ParameterizedTest
  @CsvSource({
    "ReplicaSet, replicasets",
    "Deployment, deployments",
    "StatefulSet, statefulsets",
    "DaemonSet, daemonsets"
  })
  void accountWithoutThePermissionIsToldTheRule(String kind, String resource) {
    try (var base = Accounts.connect(server, "not-counting", Permission.NEEDED)) {
      var answer =
          base.workloads().look(pods.namespace(), new Owner("apps/v1", kind, "cart", "uid"));

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed ->
                  assertThat(failed.failure())
                      .isInstanceOf(ClusterFailure.Forbidden.class)
                      .extracting(ClusterFailure::detail)
                      .asString()
                      .contains(
                          "may not get " + resource + " in namespace " + pods.namespace(),
                          "{apiGroups: [\"apps\"], resources: [" + resource + "], verbs: [get]}"));
    }
  }

  private static Owner owner(HasMetadata workload) {
    var metadata = workload.getMetadata();
    return new Owner(
        workload.getApiVersion(), workload.getKind(), metadata.getName(), metadata.getUid());
  }
}
