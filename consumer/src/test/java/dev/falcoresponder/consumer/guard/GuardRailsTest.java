package dev.falcoresponder.consumer.guard;

import static dev.falcoresponder.consumer.fixtures.SayingGuard.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import dev.falcoresponder.consumer.fixtures.SayingGuard;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.outcome.Objection;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import dev.falcoresponder.model.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardRailsTest {
  private static final Verdict CLEAR = new Verdict.Clear();
  private static final Verdict NEEDLESS =
      new Verdict.Needless(Reason.TERMINATING, "is terminating");
  private static final Verdict DOUBT =
      doubt(new ClusterFailure.Busy("throttled", Optional.empty()));
  private static final Verdict TOO_FEW =
      new Verdict.NotYet(Reason.TOO_FEW_HEALTHY, "2 would remain");
  private static final Verdict MIRROR = new Verdict.Objects(Reason.MIRROR_POD, "is a mirror");
  private static final Verdict LABEL = new Verdict.Objects(Reason.PROTECTED_LABEL, "is labelled");

  private final VerifiedTarget target =
      Suspicions.against(Snapshots.CART, Snapshots.STARTED.plusSeconds(60))
          .verified(Snapshots.running());

  @Test
  void nothingAgainstItMeansCleared() {
    assertThat(walk(CLEAR, CLEAR))
        .isInstanceOfSatisfying(
            Step.Next.class, next -> assertThat(next.value()).isEqualTo(new Cleared(target)));
  }

  @Test
  void everyObjectionIsReportedInOrder() {
    assertThat(outcome(MIRROR, CLEAR, LABEL))
        .isEqualTo(
            new Outcome.Refused(
                List.of(
                    new Objection(Reason.MIRROR_POD, "is a mirror"),
                    new Objection(Reason.PROTECTED_LABEL, "is labelled"))));
  }

  @Test
  void objectionOutranksADoubt() {
    assertThat(outcome(DOUBT, NEEDLESS, LABEL)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void doubtOutranksNeedless() {
    assertThat(outcome(NEEDLESS, DOUBT, CLEAR))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.GUARD_CANNOT_TELL);
              assertThat(retry.counted()).isTrue();
            });
  }

  @Test
  void needlessOutranksClear() {
    assertThat(outcome(CLEAR, NEEDLESS))
        .isEqualTo(new Outcome.Gone(Reason.TERMINATING, "is terminating"));
  }

  @Test
  void needlessOutranksNotYet() {
    assertThat(outcome(TOO_FEW, NEEDLESS)).isInstanceOf(Outcome.Gone.class);
  }

  @Test
  void doubtOutranksNotYet() {
    assertThat(outcome(TOO_FEW, DOUBT))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.why()).isEqualTo(Reason.GUARD_CANNOT_TELL));
  }

  @Test
  void notYetOutranksClearAndIsAnAttempt() {
    assertThat(outcome(CLEAR, TOO_FEW))
        .isEqualTo(
            new Outcome.Retry(Reason.TOO_FEW_HEALTHY, "2 would remain", Optional.empty(), true));
  }

  @Test
  void allGuardsAreAskedWhateverTheFirstSays() {
    var asked = new AtomicInteger();
    Guard counting =
        new SayingGuard(
            "counting",
            () -> {
              asked.incrementAndGet();
              return CLEAR;
            });

    var step =
        clear(new GuardRails(List.of(saying(MIRROR), counting, saying(DOUBT), counting)), target);

    assertThat(step).isInstanceOf(Step.End.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void doubtWaitsAsLongAsTheServerAsks() {
    var hint = Optional.of(Duration.ofSeconds(4));

    assertThat(outcome(doubt(new ClusterFailure.Busy("throttled", hint))))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.notBefore()).isEqualTo(hint));
  }

  @Test
  void doubtFromAnOutageIsNoAttempt() {
    assertThat(outcome(doubt(new ClusterFailure.Outage("away"))))
        .isEqualTo(new Outcome.Retry(Reason.API_SERVER_OUTAGE, "away", Optional.empty(), false));
  }

  @Test
  void doubtFromAMissingPermissionIsForAPerson() {
    assertThat(outcome(doubt(new ClusterFailure.Forbidden("may not get namespaces"))))
        .isEqualTo(new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not get namespaces"));
  }

  @Test
  void lookThatWasDeniedNeitherRefusesNorClears() {
    assertThat(outcome(doubt(new ClusterFailure.Denied("a webhook says no"))))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(doubt(new ClusterFailure.Invalid("400")))).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void whatEachGuardSaysIsToldByItsName() {
    var cluster = new InMemoryCluster().with(Snapshots.mirror(Snapshots.running(), "hash"));
    var mirror =
        Suspicions.against(Snapshots.CART, Snapshots.STARTED.plusSeconds(60))
            .verified(Snapshots.mirror(Snapshots.running(), "hash"));

    assertThat(standing(cluster).judge(mirror).judgements())
        .extracting(judgement -> judgement.guard() + " " + judgement.answer())
        .containsExactly(
            "protected-namespaces clear",
            "namespace-label clear",
            "mirror-pods objects",
            "system-critical-pods clear",
            "owner-kinds clear",
            "minimum-healthy clear",
            "already-terminating clear",
            "approval-required clear");
  }

  @Test
  void everyVerdictHasAWordAndItsSentence() {
    assertThat(
            List.of(
                CLEAR,
                MIRROR,
                NEEDLESS,
                TOO_FEW,
                DOUBT,
                new Verdict.Holds(Reason.APPROVAL_REQUIRED, "a person decides")))
        .extracting(verdict -> new Judgement("it", verdict))
        .extracting(judgement -> judgement.answer() + " " + judgement.detail())
        .containsExactly(
            "clear ",
            "objects is a mirror",
            "needless is terminating",
            "not-yet 2 would remain",
            "cannot-tell throttled",
            "holds a person decides");
  }

  @Test
  void withoutGuardsNothingIsCleared() {
    assertThatThrownBy(() -> new GuardRails(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void standingGuardsReportAllThatProtectsAPod() {
    var pod =
        Snapshots.priority(
            Snapshots.mirror(Snapshots.in("kube-system"), "hash"), "system-node-critical");
    var cluster =
        new InMemoryCluster()
            .with(pod)
            .labelled("kube-system", Map.of(NamespaceLabel.LABEL, "true"));
    var rails = standing(cluster);

    assertThat(clear(rails, Suspicions.against(pod.ref(), Snapshots.STARTED).verified(pod)))
        .isInstanceOfSatisfying(
            Step.End.class,
            end ->
                assertThat(((Outcome.Refused) end.outcome()).objections())
                    .extracting(Objection::reason)
                    .containsExactly(
                        Reason.PROTECTED_NAMESPACE,
                        Reason.PROTECTED_LABEL,
                        Reason.MIRROR_POD,
                        Reason.SYSTEM_CRITICAL));
  }

  @Test
  void standingGuardsClearAnOrdinaryPod() {
    var cluster = new InMemoryCluster().with(Snapshots.running());

    assertThat(clear(standing(cluster), target)).isEqualTo(Step.next(new Cleared(target)));
  }

  private static GuardRails standing(InMemoryCluster cluster) {
    return GuardRails.standing(
        new GuardConfig(List.of("kube-*"), "own"),
        cluster,
        new InMemoryWorkloads(),
        Clock.systemUTC());
  }

  private static Verdict doubt(ClusterFailure failure) {
    return new Verdict.CannotTell(failure);
  }

  private Step<ClearedTarget> walk(Verdict... verdicts) {
    return clear(
        new GuardRails(List.of(verdicts).stream().map(SayingGuard::saying).toList()), target);
  }

  private static Step<ClearedTarget> clear(GuardRails rails, VerifiedTarget target) {
    return rails.conclude(rails.judge(target));
  }

  private Outcome outcome(Verdict... verdicts) {
    return switch (walk(verdicts)) {
      case Step.Next<ClearedTarget>(var cleared) -> throw new AssertionError(cleared);
      case Step.End<ClearedTarget>(var outcome) -> outcome;
    };
  }
}
