package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under an account with exactly the permission that is said to be needed. */
@ExtendWith(SharedServers.class)
class NodePodsIT extends NodePodsContract {
  /** More than one page, and more than any node is made for. */
  private static final int CROWD = 520;

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;

  NodePodsIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "nodes");
    this.connection = Accounts.connect(server, "lister", Permission.NEEDED_TO_RESOLVE);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Override
  NodePods nodes() {
    return connection.nodePods();
  }

  @Override
  String node(String word) {
    return pods.namespace() + "." + word;
  }

  @Override
  NodePod running(String node, String name, String containerId) {
    var pod = pods.pending(name, on(node));
    report(pod, container("main", containerId).build());
    return new NodePod(
        new PodRef(pods.namespace(), name), pod.getMetadata().getUid(), Set.of(containerId));
  }

  @Test
  void crowdIsListedWhole() {
    var names = new ArrayList<String>();
    IntStream.range(0, CROWD).mapToObj(i -> "crowd-" + i).forEach(names::add);
    names.parallelStream().forEach(name -> pods.pending(name, on(node("a"))));
    var last = running(node("a"), "zz-last", "ab".repeat(32));

    var found = listed(nodes().now(node("a")));

    assertThat(found).hasSize(CROWD + 1).contains(last);
    assertThat(found).extracting(pod -> pod.ref().name()).containsAll(names);
  }

  @Test
  void pagesAreAskedForUntilThereAreNoMore() {
    IntStream.range(0, 7).forEach(i -> pods.pending("pod-" + i, on(node("a"))));
    try (var paged = lister(3, 100)) {
      assertThat(listed(paged.list(node("a"))))
          .extracting(pod -> pod.ref().name())
          .containsExactlyInAnyOrder("pod-0", "pod-1", "pod-2", "pod-3", "pod-4", "pod-5", "pod-6");
      assertThat(paged.requests()).isEqualTo(3);
    }
  }

  @Test
  void crowdBeyondTheBoundIsNotLookedThrough() {
    IntStream.range(0, 5).forEach(i -> pods.pending("pod-" + i, on(node("a"))));
    try (var exact = lister(2, 5);
        var small = lister(2, 4)) {
      assertThat(listed(exact.list(node("a")))).hasSize(5);
      assertThat(failure(small.list(node("a"))))
          .isInstanceOf(ClusterFailure.Busy.class)
          .satisfies(failure ->
              assertThat(failure.detail())
                  .isEqualTo(
                      "node " + node("a") + " has more than 4 pods, too many to look through"));
    }
  }

  @Test
  void everyIdThatAStatusRemembersIsKept() {
    var pod = pods.pending("cart-0", on(node("a")));
    admin
        .resource(pod)
        .editStatus(now ->
            new PodBuilder(now)
                .editOrNewStatus()
                .withContainerStatuses(restarted("main", "aa", "bb"))
                .withInitContainerStatuses(container("init", "cc".repeat(32)).build())
                .withEphemeralContainerStatuses(container("debug", "dd".repeat(32)).build())
                .endStatus()
                .build());

    assertThat(listed(nodes().now(node("a"))))
        .singleElement()
        .satisfies(found ->
            assertThat(found.containerIds())
                .containsExactlyInAnyOrder(
                    "aa".repeat(32), "bb".repeat(32), "cc".repeat(32), "dd".repeat(32)));
  }

  @Test
  void podThatMovedIsOnItsNewNodeOnly() {
    running(node("a"), "cart-0", "aa".repeat(32));
    pods.remove("cart-0");
    var moved = running(node("b"), "cart-0", "bb".repeat(32));

    assertThat(listed(nodes().now(node("a")))).isEmpty();
    assertThat(listed(nodes().now(node("b")))).containsExactly(moved);
  }

  @Test
  void accountWithoutThePermissionIsToldWhichOneAndWhere() {
    try (var stranger = Accounts.connect(server, "no-lister", Permission.NEEDED)) {
      assertThat(failure(stranger.nodePods().now(node("a"))))
          .isInstanceOf(ClusterFailure.Forbidden.class)
          .satisfies(failure ->
              assertThat(failure.detail())
                  .contains("our account may not list pods in all namespaces; grant it ")
                  .contains(
                      "{apiGroups: [\"\"], resources: [pods], verbs: [list]} by a ClusterRole"));
      assertThat(stranger.gate().isOpen()).isTrue();
    }
  }

  private CountedLister lister(int pageSize, int mostPods) {
    return new CountedLister(Accounts.login(server, "lister").config(), pageSize, mostPods);
  }

  private void report(Pod pod, ContainerStatus... containers) {
    admin
        .resource(pod)
        .editStatus(now ->
            new PodBuilder(now)
                .editOrNewStatus()
                .withContainerStatuses(List.of(containers))
                .endStatus()
                .build());
  }

  private static ContainerStatusBuilder container(String name, String id) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage("registry.example/main:1")
        .withImageID("registry.example/main:1")
        .withContainerID("containerd://" + id)
        .withReady(true)
        .withRestartCount(0);
  }

  /** A container that has come to its end twice, with an id of two digits repeated each time. */
  private static ContainerStatus restarted(String name, String now, String before) {
    return container(name, now.repeat(32))
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(1)
        .withContainerID("containerd://" + before.repeat(32))
        .endTerminated()
        .endLastState()
        .build();
  }

  private static UnaryOperator<PodBuilder> on(String node) {
    return pod -> pod.editSpec().withNodeName(node).endSpec();
  }

  private static ClusterFailure failure(NodeAnswer answer) {
    return ((NodeAnswer.Failed) answer).failure();
  }
}
