package dev.falcoresponder.consumer.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.guard.ClearedTarget;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MinHealthyReplicas;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.target.TargetVerifier;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From the claimed action to the deed, for pods that belong to somebody, on a real API server. It
 * has no controllers: the test writes what they would.
 */
@ExtendWith(SharedServers.class)
class OwnerLimitsOnRealClusterIT {
  private final KubernetesClient admin;
  private final Pods pods;
  private final Controllers controllers;
  private final ClusterConnection connection;
  private final GuardRails guards;

  OwnerLimitsOnRealClusterIT(ApiServer server) {
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "limits");
    this.controllers = new Controllers(admin, pods.namespace());
    this.connection =
        Accounts.connect(
            server,
            "counting-responder",
            Stream.concat(Permission.NEEDED.stream(), Permission.OWNER_HEALTH.stream()).toList());
    this.guards = guards(connection);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @ParameterizedTest
  @CsvSource({
    // desired and available, what is to be kept: one above, as many, one below
    "3, 3, 2, true",
    "3, 2, 2, false",
    "3, 1, 2, false",
    "1, 1, 1, false",
    // 33 % of 3 is 1, 50 % of 5 is 3
    "3, 2, 33%, true",
    "3, 1, 33%, false",
    "5, 4, 50%, true",
    "5, 3, 50%, false",
    "5, 5, 100%, false",
    "5, 6, 100%, true",
    // a percentage is not a count
    "10, 10, 33%, true",
    "40, 14, 33%, false"
  })
  void podDiesIfEnoughHealthyOnesRemain(int desired, int available, String minimum, boolean dies) {
    var deployment = controllers.deployment("cart", desired);
    var replicaSet = controllers.replicaSet("cart-1", desired, deployment);
    controllers.report(deployment, available, available);
    var pod = running("cart-1-a", replicaSet);

    assertThat(respond(pod, healthy(minimum)) instanceof Outcome.Acted).isEqualTo(dies);
    assertThat(pods.alive(pod)).isEqualTo(!dies);
  }

  @ParameterizedTest
  @CsvSource({"ReplicaSet", "StatefulSet", "DaemonSet"})
  void everyKindCountsItsOwn(String kind) {
    var workload =
        switch (kind) {
          case "ReplicaSet" -> controllers.replicaSet("cart", 3);
          case "StatefulSet" -> controllers.statefulSet("cart", 3);
          default -> controllers.daemonSet("cart");
        };
    var pod = running("cart-0", workload);

    controllers.report(workload, 3, 2);
    assertTooFew(respond(pod, healthy("66%")));
    controllers.report(workload, 3, 3);
    assertThat(respond(pod, healthy("66%"))).isInstanceOf(Outcome.Acted.class);
  }

  @Test
  void podThatIsNotReadyIsNotMissed() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 3, 2);
    var unready = pods.pending("cart-0", pod -> Controllers.own(pod, workload));
    var ready = running("cart-1", workload);

    assertTooFew(respond(ready, healthy("2")));
    assertThat(respond(unready, healthy("2"))).isInstanceOf(Outcome.Acted.class);
  }

  @Test
  void rolloutOfTwoReplicaSetsIsCountedAsOne() {
    var deployment = controllers.deployment("cart", 4);
    var old = controllers.replicaSet("cart-1", 1, deployment);
    var young = controllers.replicaSet("cart-2", 3, deployment);
    controllers.report(old, 1, 1);
    controllers.report(young, 3, 3);
    controllers.report(deployment, 4, 4);
    var last = running("cart-1-a", old);
    var first = running("cart-2-a", young);

    assertThat(respond(last, healthy("3"))).isInstanceOf(Outcome.Acted.class);
    assertTooFew(respond(first, healthy("3")));
  }

  @RepeatedTest(5)
  void twoAlertsAtOnceLeaveTheMinimumThoughTheStatusShowsNeither()
      throws InterruptedException, ExecutionException {
    var deployment = controllers.deployment("cart", 3);
    var replicaSet = controllers.replicaSet("cart-1", 3, deployment);
    controllers.report(deployment, 3, 3);
    var suspects = IntStream.range(0, 3).mapToObj(i -> running("cart-1-" + i, replicaSet)).toList();
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var responses =
          suspects.stream()
              .map(pod ->
                  threads.submit(() -> {
                    start.await();
                    return respond(pod, healthy("2"));
                  }))
              .toList();
      start.countDown();
      for (var response : responses) {
        response.get();
      }
    }

    assertThat(suspects.stream().filter(pods::alive)).hasSize(2);
  }

  @Test
  void whoJustKilledOneDoesNotBelieveAStatusThatCountsIt() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 3, 3);
    var first = running("cart-0", workload);
    var second = running("cart-1", workload);

    assertThat(respond(first, healthy("2"))).isInstanceOf(Outcome.Acted.class);
    assertTooFew(respond(second, healthy("2")));
    controllers.report(workload, 4, 4);
    assertThat(respond(second, healthy("2"))).isInstanceOf(Outcome.Acted.class);
  }

  @Test
  void scaledWorkloadIsNotJudgedByWhatItWas() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 3, 3);
    var pod = running("cart-0", workload);
    controllers.rescale(workload, 10);

    assertThat(respond(pod, healthy("50%")))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.why()).isEqualTo(Reason.GUARD_CANNOT_TELL));
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void ownerThatIsGoneTellsNothing() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 3, 3);
    var pod = running("cart-0", workload);
    admin.resource(workload).delete();

    assertThat(respond(pod, healthy("1"))).isInstanceOf(Outcome.Retry.class);
    controllers.report(controllers.statefulSet("cart", 3), 3, 3);
    assertThat(respond(pod, healthy("1"))).isInstanceOf(Outcome.Retry.class);
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void podWhoseReplicasNobodyCountsIsRefused() {
    var alone = pods.running("alone");
    var job = pods.running("job", pod -> owned(pod, "batch/v1", "Job", true));

    assertRefused(respond(alone, healthy("1")), Reason.REPLICAS_UNKNOWN);
    assertRefused(respond(job, healthy("1")), Reason.REPLICAS_UNKNOWN);
    assertThat(pods.alive(alone)).isTrue();
    assertThat(pods.alive(job)).isTrue();
  }

  @Test
  void ownersAreIgnoredByTheirController() {
    var daemon = running("daemon", controllers.daemonSet("cart"));
    var stateful = running("stateful", controllers.statefulSet("cart", 1));
    var guest =
        pods.running(
            "guest",
            pod ->
                owned(owned(pod, "example.org/v1", "DaemonSet", false), "batch/v1", "Job", true));
    var bystander = pods.running("bystander", pod -> owned(pod, "apps/v1", "StatefulSet", false));

    assertRefused(respond(daemon, ignoring(true, false, false)), Reason.OWNER_KIND);
    assertRefused(respond(stateful, ignoring(false, true, false)), Reason.OWNER_KIND);
    assertRefused(respond(bystander, ignoring(false, false, true)), Reason.OWNER_KIND);
    for (var pod : List.of(daemon, stateful, bystander)) {
      assertThat(pods.alive(pod)).isTrue();
    }
    assertThat(respond(guest, ignoring(true, true, true))).isInstanceOf(Outcome.Acted.class);
    assertThat(respond(bystander, ignoring(true, true, false))).isInstanceOf(Outcome.Acted.class);
    assertThat(respond(daemon, ignoring(false, true, true))).isInstanceOf(Outcome.Acted.class);
    assertThat(respond(stateful, ignoring(true, false, true))).isInstanceOf(Outcome.Acted.class);
  }

  @Test
  void onlyAStatefulSetInsistsOnAGrace() {
    var stateful = running("cart-0", controllers.statefulSet("cart", 1));
    var stateless = running("cart-1-a", controllers.replicaSet("cart-1", 1));
    UnaryOperator<Suspicions> atOnce = suspicion -> suspicion.grace(Duration.ZERO);

    assertRefused(respond(stateful, atOnce), Reason.GRACE_ZERO);
    assertThat(pods.alive(stateful)).isTrue();
    assertThat(respond(stateless, atOnce)).isInstanceOf(Outcome.Acted.class);
    assertThat(pods.find("cart-1-a")).isEmpty();
  }

  @Test
  void accountOfTheBaseNeedsNothingMoreUntilARuleCounts(ApiServer server) {
    var pod = running("cart-0", controllers.statefulSet("cart", 1));
    try (var base = Accounts.connect(server, "base-responder", Permission.NEEDED)) {
      var rails = guards(base);

      assertThat(respond(base, rails, pod, healthy("1")))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.why()).isEqualTo(DeadLetterReason.FORBIDDEN);
                assertThat(rejected.detail())
                    .contains("{apiGroups: [\"apps\"], resources: [statefulsets], verbs: [get]}");
              });
      assertThat(pods.alive(pod)).isTrue();
      assertThat(respond(base, rails, pod, ignoring(true, false, true)))
          .isInstanceOf(Outcome.Acted.class);
    }
  }

  private Pod running(String name, HasMetadata workload) {
    return pods.running(name, pod -> Controllers.own(pod, workload));
  }

  private static PodBuilder owned(
      PodBuilder pod, String apiVersion, String kind, boolean controls) {
    return pod.editMetadata()
        .addNewOwnerReference()
        .withApiVersion(apiVersion)
        .withKind(kind)
        .withName("main")
        .withUid("6f2d1c9a-3b7e-4f10-9a55-0c1d2e3f4a5b")
        .withController(controls)
        .endOwnerReference()
        .endMetadata();
  }

  private static UnaryOperator<Suspicions> healthy(String minimum) {
    var kept =
        minimum.endsWith("%")
            ? new MinHealthyReplicas.Percent(Integer.parseInt(minimum.replace("%", "")))
            : new MinHealthyReplicas.Count(Integer.parseInt(minimum));
    return suspicion -> suspicion.limits(new OwnerLimits(false, false, false, Optional.of(kept)));
  }

  private static UnaryOperator<Suspicions> ignoring(
      boolean daemonSets, boolean statefulSets, boolean standalonePods) {
    return suspicion ->
        suspicion.limits(
            new OwnerLimits(daemonSets, statefulSets, standalonePods, Optional.empty()));
  }

  private Outcome respond(Pod pod, UnaryOperator<Suspicions> rule) {
    return respond(connection, guards, pod, rule);
  }

  private static Outcome respond(
      ClusterConnection by, GuardRails guards, Pod pod, UnaryOperator<Suspicions> rule) {
    var metadata = pod.getMetadata();
    var ref = new PodRef(metadata.getNamespace(), metadata.getName());
    var suspicion = rule.apply(Suspicions.against(ref, Instant.now()).uid(metadata.getUid()));
    var targets =
        new TargetVerifier(by.gateway(), new TargetConfig(Duration.ofSeconds(5), 3), new Random(1));
    Step<ClearedTarget> step =
        Step.next(suspicion.claimed())
            .then(targets::verify)
            .then(target -> guards.conclude(guards.judge(target)));
    return step.finish(new Actions(by.gateway())::execute);
  }

  private static GuardRails guards(ClusterConnection by) {
    return GuardRails.standing(
        new GuardConfig(List.of("kube-*"), "falco-responder"),
        by.gateway(),
        by.workloads(),
        Clock.systemUTC());
  }

  private static void assertTooFew(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.TOO_FEW_HEALTHY);
              assertThat(retry.counted()).isTrue();
            });
  }

  private static void assertRefused(Outcome outcome, Reason why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.objections().getFirst().reason()).isEqualTo(why));
  }
}
