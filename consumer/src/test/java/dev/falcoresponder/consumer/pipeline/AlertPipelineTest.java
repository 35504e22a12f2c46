package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static dev.falcoresponder.consumer.pipeline.Messages.OTHER_CONTAINER;
import static dev.falcoresponder.consumer.pipeline.Messages.UID;
import static dev.falcoresponder.consumer.pipeline.Messages.about;
import static dev.falcoresponder.consumer.pipeline.Messages.aboutPod;
import static dev.falcoresponder.consumer.pipeline.Messages.again;
import static dev.falcoresponder.consumer.pipeline.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.SwitchableClaimStore;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlertPipelineTest {
  private static final ResponseRule RULE = rule("Shell", true, terminate("Kill", false, false));

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final SwitchableClaimStore claims =
      new SwitchableClaimStore(
          new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC()));
  private final Replica replica = new Replica(claims, ledger, cluster, RULE);

  /** Message and cluster; then outcome and reason. */
  static Stream<Arguments> situations() {
    var running = Snapshots.running();
    var successor = Snapshots.STARTED.plusSeconds(60);
    return Stream.of(
        arguments(aboutPod(), new InMemoryCluster().with(running), "acted", null),
        arguments(message(1, 1, "{}"), new InMemoryCluster(), "rejected", "MALFORMED"),
        arguments(message(1, 1, ""), new InMemoryCluster(), "rejected", "MALFORMED"),
        arguments(
            message(1, 51, "not even read"),
            new InMemoryCluster(),
            "rejected",
            "DELIVERIES_EXHAUSTED"),
        arguments(message(1, 1, "{\"rule\":\"R\"}"), new InMemoryCluster(), "ignored", "NO_POD"),
        arguments(aboutPod(), new InMemoryCluster(), "gone", "NOT_FOUND"),
        arguments(
            aboutPod(),
            new InMemoryCluster().with(Snapshots.terminating(running, Duration.ofSeconds(1))),
            "gone",
            "TERMINATING"),
        arguments(
            about("shop", "\"k8s.pod.uid\":\"aaaaaaaa-0000-0000-0000-000000000000\","),
            new InMemoryCluster().with(running),
            "stale",
            "REPLACED"),
        arguments(
            about("shop", OTHER_CONTAINER),
            new InMemoryCluster().with(Snapshots.born(successor, Optional.of(successor))),
            "stale",
            "STARTED_AFTER_ALERT"),
        arguments(
            about("shop", OTHER_CONTAINER),
            new InMemoryCluster().with(running),
            "retry",
            "STATUS_LAGS"),
        arguments(about("shop", ""), new InMemoryCluster().with(running), "refused", "NAME_ONLY"),
        arguments(
            about("kube-system", UID),
            new InMemoryCluster().with(Snapshots.in("kube-system")),
            "refused",
            "PROTECTED_NAMESPACE"),
        arguments(
            about("falco-response", UID),
            new InMemoryCluster().with(Snapshots.in("falco-response")),
            "refused",
            "PROTECTED_NAMESPACE"),
        arguments(
            aboutPod(),
            new InMemoryCluster()
                .with(running)
                .labelled("shop", Map.of("falco-responder.dev/protect", "true")),
            "refused",
            "PROTECTED_LABEL"),
        arguments(
            aboutPod(),
            new InMemoryCluster().with(Snapshots.mirror(running, "1b2c")),
            "refused",
            "MIRROR_POD"),
        arguments(
            aboutPod(),
            new InMemoryCluster().with(Snapshots.priority(running, "system-node-critical")),
            "refused",
            "SYSTEM_CRITICAL"),
        arguments(aboutPod(), failing(new ClusterFailure.Forbidden("no")), "rejected", "FORBIDDEN"),
        arguments(aboutPod(), failing(new ClusterFailure.Invalid("no")), "rejected", "INVALID"),
        arguments(
            aboutPod(), failing(new ClusterFailure.Denied("no")), "refused", "ADMISSION_DENIED"),
        arguments(
            aboutPod(),
            failing(new ClusterFailure.Busy("429", Optional.empty())),
            "retry",
            "API_SERVER_BUSY"),
        arguments(
            aboutPod(), failing(new ClusterFailure.Outage("503")), "retry", "API_SERVER_OUTAGE"));
  }

  @ParameterizedTest
  @MethodSource("situations")
  void situationLeadsToOutcome(
      Envelope envelope, InMemoryCluster given, String outcome, String reason) {
    var only = new Replica(claims, ledger, given, RULE).outcomes(envelope).getFirst();

    assertThat(only.kind().word()).isEqualTo(outcome);
    assertThat(only.reason().orElse(null)).isEqualTo(reason);
    assertThat(given.deletions()).hasSize(outcome.equals("acted") ? 1 : 0);
  }

  @Test
  void withoutARuleNothingIsAskedOfAnybody() {
    claims.reachable(false);
    var none = new Replica(claims, ledger, cluster.with(Snapshots.running()));

    assertThat(words(none.outcomes(aboutPod()))).containsExactly("ignored NO_RULE");
    assertThat(cluster.looks()).isZero();
  }

  @Test
  void alertOfTheSamePodIsADuplicateWhileTheFirstIsInHandAndAfterwards() {
    cluster.with(Snapshots.running());
    var first = aboutPod();
    var second = message(2, 1, first.payload().bytes());

    var answer = replica.pipeline().process(first);
    assertThat(words(replica.outcomes(second))).containsExactly("duplicate CLAIMED");
    var settled = replica.settlement().settle(new RecordingDelivery(first), answer);
    assertThat(settled.verb().word()).isEqualTo("ack-sync");
    assertThat(words(replica.outcomes(second))).containsExactly("duplicate CLAIMED");
    assertThat(cluster.deletions()).hasSize(1);
  }

  @Test
  void podThatEndsByTheFirstRuleIsNotDeletedByTheSecondForTheNextAlert() {
    cluster.with(Snapshots.running());
    var slow =
        new RuleAction("Kill", new ActionSpec.Terminate(Duration.ofSeconds(5)), false, false);
    var fast = new RuleAction("Kill", new ActionSpec.Terminate(Duration.ZERO), false, false);
    var both = new Replica(claims, ledger, cluster, rule("S", true, slow), rule("F", true, fast));
    both.handler().accept(new RecordingDelivery(aboutPod()));

    assertThat(words(both.outcomes(message(2, 1, aboutPod().payload().bytes()))))
        .containsExactly("duplicate CLAIMED", "duplicate CLAIMED");
    assertThat(cluster.deletions()).hasSize(1);
  }

  @Test
  void alertOfARuleThatWaitsKeepsNoneOfAnotherRuleFromActing() {
    cluster.with(Snapshots.running());
    var careful = new Replica(claims, ledger, cluster, requiring(false, true));
    var answer = careful.pipeline().process(aboutPod());

    assertThat(words(replica.outcomes(message(2, 1, aboutPod().payload().bytes()))))
        .containsExactly("acted");

    careful.settlement().settle(new RecordingDelivery(aboutPod()), answer);
    assertThat(ledger.letters().values())
        .extracting(kept -> kept.letter().reason())
        .containsExactly(DeadLetterReason.HELD);
  }

  @Test
  void alertThatDoesNotProveThePodKeepsNoneThatDoesFromActing() {
    var young = Snapshots.born(Snapshots.STARTED, Optional.of(Snapshots.STARTED));
    cluster.with(young);
    var byName = new Replica(claims, ledger, cluster, requiring(true, false));
    var before = new RecordingDelivery(named(1, Snapshots.STARTED.minusSeconds(1)));
    byName.handler().accept(before);
    var after = new RecordingDelivery(named(2, Snapshots.STARTED.plusSeconds(60)));
    byName.handler().accept(after);

    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactlyInAnyOrder("stale", "acted");
  }

  /**
   * However far its own clock is ahead: what was stored before the pod was born is not about it.
   */
  @Test
  void alertThatIsSentAgainIsAsOldAsItWasAtFirst() {
    cluster.with(Snapshots.born(Snapshots.STARTED, Optional.of(Snapshots.STARTED)));
    var byName = new Replica(claims, ledger, cluster, requiring(true, false));
    var alert = named(1, Snapshots.STARTED.plusSeconds(60));
    var again =
        new Envelope(
            alert.id(),
            alert.subject(),
            alert.payload(),
            1,
            Optional.of("drill"),
            Snapshots.STARTED.minusSeconds(1));

    assertThat(words(byName.outcomes(again))).containsExactly("stale STARTED_AFTER_ALERT");
    assertThat(words(byName.outcomes(alert))).containsExactly("acted");
  }

  private static ResponseRule requiring(boolean nothingButAName, boolean approval) {
    return new ResponseRule(
        "Other", RULE.match(), RULE.actions(), false, true, nothingButAName, approval);
  }

  /** An alert that says nothing but the pod's name, stored a long time after its event. */
  private static Envelope named(long sequence, Instant event) {
    var alert = message(sequence, 1, about("shop", "").payload().bytes());
    var text =
        new String(alert.payload().bytes(), UTF_8).replace("2026-08-03T12:00:01.25Z", "" + event);
    return new Envelope(
        new AlertId("FALCO", sequence, Snapshots.STARTED.plusSeconds(3_600)),
        alert.subject(),
        new Payload(text.getBytes(UTF_8)),
        1,
        Optional.empty());
  }

  @Test
  void unreachableClaimsMeanNotNowAndNoPodIsTouched() {
    claims.reachable(false);
    cluster.with(Snapshots.running());

    assertThat(replica.outcomes(aboutPod()))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.counted()).isFalse());
    assertThat(cluster.looks()).isZero();
  }

  @Test
  void attemptsAreUsedUpAtTheConfiguredOneAndTheLetterSaysWhy() {
    cluster.failing(new ClusterFailure.Busy("429: too many requests", Optional.empty()));
    var envelope = aboutPod();
    for (var attempt = 1; attempt < Replica.MAX_ATTEMPTS; attempt++) {
      assertThat(handled(envelope)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));
      envelope = again(envelope);
    }

    assertThat(handled(envelope)).containsExactly("term");
    assertThat(ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.ATTEMPTS_EXHAUSTED);
          assertThat(kept.letter().attempts()).isEqualTo(Replica.MAX_ATTEMPTS);
          assertThat(kept.letter().error()).contains("429: too many requests");
        });
  }

  @Test
  void outageNeverUsesUpAttempts() {
    cluster.failing(new ClusterFailure.Outage("connection refused"));
    var envelope = aboutPod();
    for (var delivery = 1; delivery <= Replica.MAX_DELIVERIES; delivery++) {
      assertThat(handled(envelope)).hasSize(1).allMatch(verb -> verb.startsWith("nak"));
      envelope = again(envelope);
    }

    assertThat(ledger.letters()).isEmpty();
  }

  @Test
  void deliveriesAreUsedUpHoweverAttemptsAreCounted() {
    cluster.failing(new ClusterFailure.Outage("connection refused"));
    var payload = aboutPod().payload().bytes();

    assertThat(handled(message(1, Replica.MAX_DELIVERIES, payload)))
        .hasSize(1)
        .allMatch(verb -> verb.startsWith("nak"));
    assertThat(handled(message(1, Replica.MAX_DELIVERIES + 1, payload))).containsExactly("term");
    assertThat(ledger.letters().values())
        .extracting(kept -> kept.letter().reason())
        .containsExactly(DeadLetterReason.DELIVERIES_EXHAUSTED);
  }

  @Test
  void afterTheAttemptsAreUsedUpTheNextAlertHasItsOwn() {
    cluster.failing(new ClusterFailure.Invalid("nonsense"));
    assertThat(handled(aboutPod())).containsExactly("term");

    var next = message(2, 1, aboutPod().payload().bytes());
    assertThat(handled(next)).containsExactly("term");
    assertThat(ledger.letters()).hasSize(2);
  }

  @Test
  void redeliveryOfASettledAlertAddsNothing() {
    cluster.with(Snapshots.running());
    assertThat(handled(aboutPod())).containsExactly("ack-sync");

    assertThat(handled(again(aboutPod()))).containsExactly("ack-sync");
    assertThat(ledger.events()).hasSize(1);
    assertThat(cluster.deletions()).hasSize(1);
  }

  @Test
  void twoRulesThatWantTheSameAreOneDeletionOneEventAndNoExtraLook() {
    cluster.with(Snapshots.running());
    var twice =
        new Replica(
            claims, ledger, cluster, RULE, rule("Other", true, terminate("K", false, false)));
    var delivery = new RecordingDelivery(aboutPod());

    twice.handler().accept(delivery);

    assertThat(delivery.verbs()).containsExactly("ack-sync");
    assertThat(cluster.deletions()).hasSize(1);
    assertThat(cluster.looks()).isEqualTo(1);
    assertThat(ledger.events()).hasSize(1);
  }

  private static InMemoryCluster failing(ClusterFailure how) {
    return new InMemoryCluster().with(Snapshots.running()).failing(how);
  }

  private List<String> handled(Envelope envelope) {
    var delivery = new RecordingDelivery(envelope);
    replica.handler().accept(delivery);
    return delivery.verbs();
  }

  private static List<String> words(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome.kind().word() + outcome.reason().map(why -> " " + why).orElse(""))
        .toList();
  }
}
