package dev.falcoresponder.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.MinHealthyReplicas;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of an alert that has to wait for healthy replicas, against a real API server. */
@ExtendWith(SharedServers.class)
class HeldForHealthIT {
  /** Longer than a deletion of ours is taken off what the status shows. */
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final KubernetesClient admin;
  private final Pods pods;
  private final Controllers controllers;
  private final ClusterConnection connection;
  private final ClaimStore claims =
      new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC());
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Replica replica;
  private Duration passed = Duration.ZERO;

  HeldForHealthIT(ApiServer server) {
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "held");
    this.controllers = new Controllers(admin, pods.namespace());
    this.connection =
        Accounts.connect(
            server,
            "patient-responder",
            Stream.concat(Permission.NEEDED.stream(), Permission.OWNER_HEALTH.stream()).toList());
    InstantSource clock = () -> Instant.now().plus(passed);
    this.replica =
        new Replica(
            claims,
            ledger,
            connection.gateway(),
            connection.workloads(),
            clock.withZone(ZoneOffset.UTC),
            Alerts.rule(
                "Careful",
                true,
                new RuleAction(
                    "Kill",
                    new ActionSpec.Terminate(
                        Duration.ofSeconds(1),
                        new OwnerLimits(
                            true, false, false, Optional.of(new MinHealthyReplicas.Count(2)))),
                    false,
                    false)));
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Test
  void secondPodDiesWhenTheFirstOnesSuccessorIsHealthy() {
    var deployment = controllers.deployment("cart", 3);
    var replicaSet = controllers.replicaSet("cart-1", 3, deployment);
    controllers.report(deployment, 3, 3);
    var first = running("cart-1-a", replicaSet);
    var second = running("cart-1-b", replicaSet);

    assertThat(handled(about(first, 1))).containsExactly("ack-sync");
    var waiting = about(second, 2);
    assertThat(handled(waiting)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));

    controllers.report(deployment, 3, 2);
    passed = passed.plus(A_WHILE);
    waiting = Messages.again(waiting);
    assertThat(handled(waiting)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));
    assertThat(pods.alive(second)).isTrue();

    controllers.report(deployment, 3, 3);
    assertThat(handled(Messages.again(waiting))).containsExactly("ack-sync");
    assertThat(pods.alive(second)).isFalse();
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted", "acted");
    assertThat(ledger.letters()).isEmpty();
  }

  @Test
  void alertIsHeldForAPersonWhenItsAttemptsAreUsedUp() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 2, 2);
    var pod = running("cart-0", workload);
    var waiting = about(pod, 1);
    for (var attempt = 1; attempt < Replica.MAX_ATTEMPTS; attempt++) {
      assertThat(handled(waiting)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));
      waiting = Messages.again(waiting);
    }

    assertThat(handled(waiting)).containsExactly("term");
    assertThat(ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.HELD);
          assertThat(kept.letter().error())
              .isEqualTo(
                  "gave up after 4 attempts, the last: StatefulSet cart would be left with 1 of 3"
                      + " replicas healthy, and min_healthy_replicas 2 keeps 2; available now: 2");
        });
    assertThat(pods.alive(pod)).isTrue();
  }

  /** Else an intruder could hide behind an unhealthy workload from every rule. */
  @Test
  void alertThatWaitsKeepsNoneOfARuleWithoutLimitsFromActing() {
    var workload = controllers.statefulSet("cart", 3);
    controllers.report(workload, 2, 2);
    var pod = running("cart-0", workload);
    var waiting = about(pod, 1);
    assertThat(handled(waiting)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));
    var ruthless =
        new Replica(
            claims,
            ledger,
            connection.gateway(),
            Alerts.rule("Ruthless", true, Alerts.terminate("Kill", false, false)));

    assertThat(handled(ruthless, about(pod, 2))).containsExactly("ack-sync");

    assertThat(pods.alive(pod)).isFalse();
    assertThat(handled(Messages.again(waiting))).containsExactly("ack-sync");
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome, ResponseOutcome::rule)
        .containsExactlyInAnyOrder(tuple("acted", "Ruthless"), tuple("gone", "Careful"));
  }

  @Test
  void statusThatNeverCatchesUpIsNoDecisionForAPerson() {
    var workload = controllers.statefulSet("cart", 3);
    var pod = running("cart-0", workload);
    var waiting = about(pod, 1);
    for (var attempt = 1; attempt < Replica.MAX_ATTEMPTS; attempt++) {
      handled(waiting);
      waiting = Messages.again(waiting);
    }

    assertThat(handled(waiting)).containsExactly("term");
    assertThat(ledger.letters().values())
        .extracting(kept -> kept.letter().reason())
        .containsExactly(DeadLetterReason.ATTEMPTS_EXHAUSTED);
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void ignoredPodIsReportedAsRefused() {
    var pod = running("cart-0", controllers.daemonSet("cart"));

    assertThat(handled(about(pod, 1))).containsExactly("ack-sync");
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome, ResponseOutcome::reason)
        .singleElement()
        .satisfies(
            outcome -> assertThat(outcome.toList()).containsExactly("refused", "OWNER_KIND"));
    assertThat(pods.alive(pod)).isTrue();
  }

  private Pod running(String name, HasMetadata workload) {
    return pods.running(name, pod -> Controllers.own(pod, workload));
  }

  private static Envelope about(Pod pod, long sequence) {
    var metadata = pod.getMetadata();
    return Messages.message(
        sequence,
        1,
        """
        {"rule":"Terminal shell in container","priority":"Notice","source":"syscall","time":"%s",\
        "output_fields":{"k8s.ns.name":"%s","k8s.pod.name":"%s","k8s.pod.uid":"%s"}}\
        """
            .formatted(
                Instant.now(), metadata.getNamespace(), metadata.getName(), metadata.getUid()));
  }

  private List<String> handled(Envelope envelope) {
    return handled(replica, envelope);
  }

  private static List<String> handled(Replica replica, Envelope envelope) {
    var delivery = new RecordingDelivery(envelope);
    replica.handler().accept(delivery);
    return delivery.verbs();
  }
}
