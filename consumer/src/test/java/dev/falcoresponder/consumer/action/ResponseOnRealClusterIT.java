package dev.falcoresponder.consumer.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.cluster.Policies;
import dev.falcoresponder.consumer.dedup.ClaimedAction;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.guard.ClearedTarget;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.NamespaceLabel;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.target.TargetVerifier;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the claimed action to the deed, in the order of the rooms, on a real API server. */
@ExtendWith(SharedServers.class)
class ResponseOnRealClusterIT {
  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;

  ResponseOnRealClusterIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "response");
    this.connection = Accounts.connect(server, "responder", Permission.NEEDED);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Test
  void podWithTheUidInTheAlertDies() {
    var pod = pods.running("cart-0");

    assertThat(respond(suspicion(pod).uid(uid(pod)))).isInstanceOf(Outcome.Acted.class);
    assertThat(pods.alive(pod)).isFalse();
  }

  @Test
  void podWithTheContainerInTheAlertDies() {
    var pod = pods.running("cart-0");

    assertThat(respond(suspicion(pod).container(Pods.containerId(pod).substring(0, 12))))
        .isInstanceOf(Outcome.Acted.class);
    assertThat(pods.alive(pod)).isFalse();
  }

  @Test
  void successorOfTheSameNameIsSpared() {
    var earlier = pods.running("cart-0");
    var successor = pods.recreate("cart-0");

    assertStale(respond(suspicion(earlier).uid(uid(earlier))), Reason.REPLACED);
    var byContainer = suspicion(earlier).container(Pods.containerId(earlier).substring(0, 12));
    assertStale(
        respond(byContainer.time(Optional.of(Instant.now().minusSeconds(60)))),
        Reason.STARTED_AFTER_ALERT);
    assertThat(pods.alive(successor)).isTrue();
  }

  @Test
  void successorThatComesBetweenLookAndDeedIsSpared() {
    var pod = pods.running("cart-0");
    var cleared = clear(suspicion(pod).uid(uid(pod)).claimed());
    var successor = pods.recreate("cart-0");

    assertStale(new Actions(connection.gateway()).execute(cleared), Reason.REPLACED);
    assertThat(pods.alive(successor)).isTrue();
  }

  @Test
  void podThatIsGoneNeedsNothing() {
    var pod = pods.running("cart-0");
    pods.remove("cart-0");

    assertThat(respond(suspicion(pod).uid(uid(pod))))
        .isInstanceOfSatisfying(
            Outcome.Gone.class, gone -> assertThat(gone.why()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void secondAlertFindsThePodTerminating() {
    var pod = pods.running("cart-0");
    respond(suspicion(pod).uid(uid(pod)));

    assertThat(respond(suspicion(pod).uid(uid(pod))))
        .isInstanceOfSatisfying(
            Outcome.Gone.class, gone -> assertThat(gone.why()).isEqualTo(Reason.TERMINATING));
  }

  @Test
  void longGraceThatThePodChoseForItselfIsCutShort() {
    var pod =
        pods.running(
            "cart-0",
            builder -> builder.editSpec().withTerminationGracePeriodSeconds(86_400L).endSpec());
    admin.resource(pod).delete();
    assertThat(grace()).isEqualTo(86_400L);

    assertThat(respond(suspicion(pod).uid(uid(pod)))).isInstanceOf(Outcome.Acted.class);
    assertThat(grace()).isEqualTo(1L);
  }

  @Test
  void dryRunKillsNobody() {
    var pod = pods.running("cart-0");

    assertThat(respond(suspicion(pod).uid(uid(pod)).dry())).isInstanceOf(Outcome.WouldAct.class);
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void labelledNamespaceIsSpared() {
    var protectedPods =
        Pods.in(admin, pods.namespace() + "-safe", Map.of(NamespaceLabel.LABEL, "true"));
    var pod = protectedPods.running("cart-0");

    assertRefused(respond(suspicion(pod).uid(uid(pod))), Reason.PROTECTED_LABEL);
    assertThat(protectedPods.alive(pod)).isTrue();
  }

  @Test
  void mirrorOfAStaticPodIsRefusedByEitherOfItsUids() {
    var pod =
        pods.running(
            "static-node-1",
            builder ->
                builder
                    .editMetadata()
                    .addToAnnotations("kubernetes.io/config.mirror", "0123abcd")
                    .endMetadata());

    assertRefused(respond(suspicion(pod).uid("0123abcd")), Reason.MIRROR_POD);
    assertRefused(respond(suspicion(pod).uid(uid(pod))), Reason.MIRROR_POD);
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void policyOfTheClusterRefuses() {
    var pod = pods.running("cart-0");
    var suspicion = suspicion(pod).uid(uid(pod));
    try (var denied = Accounts.connect(server, "policed", Permission.NEEDED)) {
      Policies.denyDeletions(
          admin,
          "policed",
          Accounts.user("policed"),
          "Forbidden",
          () -> !(respond(denied, suspicion.dry()) instanceof Outcome.WouldAct));

      assertRefused(respond(denied, suspicion), Reason.ADMISSION_DENIED);
    }
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void accountThatMayNotLookAtNamespacesKillsNobody() {
    var pod = pods.running("cart-0");
    var blind =
        Permission.NEEDED.stream()
            .filter(needed -> !needed.resource().equals("namespaces"))
            .toList();
    try (var connected = Accounts.connect(server, "blind", blind)) {
      assertThat(respond(connected, suspicion(pod).uid(uid(pod))))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.why()).isEqualTo(DeadLetterReason.FORBIDDEN));
    }
    assertThat(pods.alive(pod)).isTrue();
  }

  private Outcome respond(Suspicions suspicion) {
    return respond(connection, suspicion);
  }

  private static Outcome respond(ClusterConnection by, Suspicions suspicion) {
    return walk(by, suspicion.claimed()).finish(new Actions(by.gateway())::execute);
  }

  private ClearedTarget clear(ClaimedAction claimed) {
    return switch (walk(connection, claimed)) {
      case Step.Next<ClearedTarget>(var cleared) -> cleared;
      case Step.End<ClearedTarget>(var outcome) -> throw new AssertionError(outcome);
    };
  }

  private static Step<ClearedTarget> walk(ClusterConnection by, ClaimedAction claimed) {
    var targets =
        new TargetVerifier(by.gateway(), new TargetConfig(Duration.ofSeconds(5), 3), new Random(1));
    var guards =
        GuardRails.standing(
            new GuardConfig(List.of("kube-*"), "falco-responder"),
            by.gateway(),
            by.workloads(),
            Clock.systemUTC());
    return Step.next(claimed)
        .then(targets::verify)
        .then(target -> guards.conclude(guards.judge(target)));
  }

  private Suspicions suspicion(Pod pod) {
    var metadata = pod.getMetadata();
    return Suspicions.against(
        new PodRef(metadata.getNamespace(), metadata.getName()), Instant.now());
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private Long grace() {
    return pods.find("cart-0").orElseThrow().getMetadata().getDeletionGracePeriodSeconds();
  }

  private static void assertStale(Outcome outcome, Reason why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Stale.class, stale -> assertThat(stale.why()).isEqualTo(why));
  }

  private static void assertRefused(Outcome outcome, Reason why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.objections().getFirst().reason()).isEqualTo(why));
  }
}
