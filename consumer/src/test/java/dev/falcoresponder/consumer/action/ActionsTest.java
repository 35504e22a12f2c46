package dev.falcoresponder.consumer.action;

import static dev.falcoresponder.consumer.fixtures.SayingGuard.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.guard.ClearedTarget;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.Verdict;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionsTest {
  private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
  private final Suspicions suspicion =
      Suspicions.against(Snapshots.CART, Snapshots.STARTED.plusSeconds(60))
          .grace(Duration.ofSeconds(3));

  @Test
  void deletesByTheUidThatWasVerifiedWithTheGraceOfTheRule() {
    assertThat(execute(suspicion))
        .isEqualTo(
            new Outcome.Acted(
                "deleted pod shop/cart-0 (uid " + Snapshots.UID + ") with a grace of 3 s"));
    assertThat(cluster.deletions())
        .containsExactly(
            new Deletion(
                Snapshots.CART,
                Snapshots.UID,
                Optional.of(Snapshots.VERSION),
                Duration.ofSeconds(3),
                false));
  }

  @Test
  void dryRunOnlyAsks() {
    assertThat(execute(suspicion.dry())).isInstanceOf(Outcome.WouldAct.class);
    assertThat(cluster.deletions())
        .singleElement()
        .satisfies(deletion -> assertThat(deletion.dryRun()).isTrue());
  }

  @Test
  void ofTwoThatJudgedThePodSideBySideOneActsAndTheOtherLooksAgain() {
    assertThat(execute(suspicion)).isInstanceOf(Outcome.Acted.class);

    assertThat(execute(suspicion))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.CHANGED);
              assertThat(retry.counted()).isTrue();
              assertThat(retry.notBefore()).hasValueSatisfying(at -> assertThat(at).isPositive());
            });
  }

  @Test
  void whoKeepsChangingAPodDoesNotKeepItAlive() {
    cluster.with(Snapshots.version(Snapshots.running(), "713"));

    assertThat(execute(suspicion.attempt(3))).isInstanceOf(Outcome.Retry.class);
    assertThat(execute(suspicion.attempt(4))).isInstanceOf(Outcome.Acted.class);
  }

  @Test
  void lateAttemptDoesNotDeleteWhatAnotherHasDeletedMeanwhile() {
    assertThat(execute(suspicion)).isInstanceOf(Outcome.Acted.class);

    assertThat(execute(suspicion.attempt(4)))
        .isInstanceOfSatisfying(
            Outcome.Gone.class, gone -> assertThat(gone.why()).isEqualTo(Reason.TERMINATING));
  }

  @Test
  void podThatWentAwayMeanwhileNeedsNoResponse() {
    assertThat(execute(new InMemoryCluster(), suspicion))
        .isInstanceOfSatisfying(
            Outcome.Gone.class, gone -> assertThat(gone.why()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void podThatWasReplacedMeanwhileIsSpared() {
    var successor = new InMemoryCluster().with(Snapshots.running());
    var earlier =
        Snapshots.identity(
            Snapshots.running(), Snapshots.CART, "00000000-0000-4000-8000-000000000000");

    var outcome = new Actions(successor).execute(cleared(suspicion, earlier));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Stale.class, stale -> assertThat(stale.why()).isEqualTo(Reason.REPLACED));
  }

  @Test
  void deniedByAdmissionIsARefusal() {
    cluster.failing(new ClusterFailure.Denied("the policy says no"));

    assertThat(execute(suspicion))
        .isEqualTo(new Outcome.Refused(Reason.ADMISSION_DENIED, "the policy says no"));
  }

  @Test
  void noAnswerIsTriedAgain() {
    cluster.failing(new ClusterFailure.Busy("no answer", Optional.empty()));

    assertThat(execute(suspicion))
        .isEqualTo(new Outcome.Retry(Reason.API_SERVER_BUSY, "no answer", Optional.empty(), true));
  }

  private Outcome execute(Suspicions with) {
    return execute(cluster, with);
  }

  private static Outcome execute(InMemoryCluster in, Suspicions with) {
    return new Actions(in).execute(cleared(with, Snapshots.running()));
  }

  private static ClearedTarget cleared(Suspicions with, PodSnapshot pod) {
    var guards = new GuardRails(List.of(saying(new Verdict.Clear())));
    return switch (guards.conclude(guards.judge(with.verified(pod)))) {
      case Step.Next<ClearedTarget>(var target) -> target;
      case Step.End<ClearedTarget>(var outcome) -> throw new AssertionError(outcome);
    };
  }
}
