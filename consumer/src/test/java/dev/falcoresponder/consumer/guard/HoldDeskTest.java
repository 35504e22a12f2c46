package dev.falcoresponder.consumer.guard;

import static dev.falcoresponder.consumer.fixtures.SayingGuard.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.budget.Budget;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.budget.BudgetDesk;
import dev.falcoresponder.consumer.budget.InProcessBudgetStore;
import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.dedup.ClaimedAction;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.fixtures.TestClock;
import dev.falcoresponder.consumer.fixtures.WatchedBudgetStore;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import dev.falcoresponder.model.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldDeskTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Approvals.Answer APPROVED = new Approvals.Answer.Approved();
  private static final Approvals.Answer MISSING = new Approvals.Answer.Missing("nobody did");
  private static final Guard TOO_FEW =
      saying(new Verdict.NotYet(Reason.TOO_FEW_HEALTHY, "2 would remain"));

  private final TestClock clock = new TestClock(NOON);
  private final WatchedBudgetStore store = new WatchedBudgetStore(new InProcessBudgetStore(clock));
  private final List<String> asked = new ArrayList<>();

  private Budget budget(int cluster, int namespace, int owner) {
    var config = new BudgetConfig(Duration.ofMinutes(10), cluster, namespace, owner);
    return new BudgetDesk(store, config, new Random(1));
  }

  private GuardRails rails(Budget budget, Approvals.Answer answer, Guard... more) {
    Approvals approvals =
        (envelope, action) -> {
          asked.add(action + " " + envelope.replay().orElse("-"));
          return answer;
        };
    var guards = new ArrayList<Guard>(List.of(more));
    guards.add(new ApprovalRequired());
    return new GuardRails(guards).with(new HoldDesk(approvals, budget));
  }

  private static Step<ClearedTarget> clear(GuardRails rails, VerifiedTarget target) {
    return rails.conclude(rails.judge(target));
  }

  private static Outcome end(Step<ClearedTarget> step) {
    return switch (step) {
      case Step.End<ClearedTarget>(var outcome) -> outcome;
      case Step.Next<ClearedTarget>(var cleared) -> throw new AssertionError(cleared);
    };
  }

  private static void assertCleared(Step<ClearedTarget> step) {
    assertThat(step).isInstanceOf(Step.Next.class);
  }

  private static String held(Step<ClearedTarget> step) {
    assertThat(end(step))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.why()).isEqualTo(DeadLetterReason.HELD));
    return end(step).detail();
  }

  @Test
  void deletionWithinTheBudgetIsClearedAndNobodyIsAsked() {
    assertCleared(clear(rails(budget(1, 0, 0), MISSING), target(1)));

    assertThat(asked).isEmpty();
  }

  @Test
  void ruleThatRequiresApprovalHoldsAndSpendsNothing() {
    var budget = budget(5, 3, 2);
    clear(rails(budget, MISSING), target(1));
    var writes = store.writes();

    assertThat(held(clear(rails(budget, MISSING), carefully(target(2)))))
        .isEqualTo(
            "rule \"Shell\" says approval: required; would delete pod shop/cart-0 (uid "
                + Snapshots.UID
                + ") with a grace of 1 s; deletion budget: 1 of 5 in 10 min for the cluster, 1 of 3"
                + " in 10 min for namespace shop, 1 of 2 in 10 min for ReplicaSet cart");
    assertThat(store.writes()).isEqualTo(writes);
  }

  @Test
  void whoIsAskedIsToldWhatWouldHaveToBeWaitedForToo() {
    assertThat(held(clear(rails(budget(5, 0, 0), MISSING, TOO_FEW), carefully(target(1)))))
        .startsWith("rule \"Shell\" says approval: required; 2 would remain; would delete pod");
  }

  @Test
  void whatIsOverBudgetIsHeldWithTheTimeWhenItFreesUp() {
    var budget = budget(5, 0, 1);
    clear(rails(budget, MISSING), target(1));

    assertThat(held(clear(rails(budget, MISSING), target(2))))
        .isEqualTo(
            "the deletion budget is used up: 1 of 5 in 10 min for the cluster, 1 of 1 in 10 min for"
                + " ReplicaSet cart (the next at 2026-11-01T12:10:00Z); would delete pod shop/cart-0"
                + " (uid "
                + Snapshots.UID
                + ") with a grace of 1 s");
  }

  @Test
  void replayWithoutApprovalIsHeldAndToldWhy() {
    var rails = rails(budget(5, 0, 0), MISSING);

    assertThat(held(clear(rails, carefully(replayed(target(1)))))).contains("; nobody did; ");
    assertThat(asked).containsExactly("kubernetes:terminate incident-1");
  }

  @Test
  void approvalLetsEveryHoldPassAndTheDeletionCounts() {
    var budget = budget(1, 0, 0);
    clear(rails(budget, MISSING), target(1));

    assertCleared(clear(rails(budget, APPROVED), carefully(replayed(target(2)))));
    assertCleared(clear(rails(budget, APPROVED), replayed(target(3))));

    assertThat(held(clear(rails(budget, MISSING), target(4)))).contains("3 of 1 in 10 min");
  }

  @Test
  void approvalThatNobodyNeedsIsNotAskedFor() {
    assertCleared(clear(rails(budget(1, 0, 0), APPROVED), replayed(target(1))));

    assertThat(asked).isEmpty();
  }

  @Test
  void approvalNeverLetsAnObjectionPass() {
    Guard mirror = saying(new Verdict.Objects(Reason.MIRROR_POD, "is a mirror"));
    Guard doubt =
        saying(new Verdict.CannotTell(new ClusterFailure.Busy("throttled", Optional.empty())));
    Guard needless = saying(new Verdict.Needless(Reason.TERMINATING, "is terminating"));
    var target = carefully(replayed(target(1)));

    assertThat(end(clear(rails(budget(5, 0, 0), APPROVED, mirror, doubt), target)))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(end(clear(rails(budget(5, 0, 0), APPROVED, doubt, needless), target)))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(end(clear(rails(budget(5, 0, 0), APPROVED, needless), target)))
        .isInstanceOf(Outcome.Gone.class);
    assertThat(asked).isEmpty();
    assertThat(store.reads() + store.writes()).as("the budget is asked last").isZero();
  }

  @Test
  void allThatHoldsIsReported() {
    Guard other = saying(new Verdict.Holds(Reason.APPROVAL_REQUIRED, "somebody else says so"));

    assertThat(held(clear(rails(Budget.UNLIMITED, MISSING, other), carefully(target(1)))))
        .startsWith("somebody else says so; rule \"Shell\" says approval: required; would delete");
  }

  @Test
  void budgetThatCannotBeAskedMeansNotNowAndNoAttempt() {
    store.reachable(false);

    assertThat(end(clear(rails(budget(5, 0, 0), MISSING), target(1))))
        .isEqualTo(
            new Outcome.Retry(
                Reason.HOLDS_UNREACHABLE,
                "budget or approval could not be found out: the budget is away",
                Optional.empty(),
                false));
    assertThat(end(clear(rails(budget(5, 0, 0), APPROVED), carefully(replayed(target(1))))))
        .as("approved, but not counted yet")
        .isInstanceOf(Outcome.Retry.class);
    assertThat(held(clear(rails(budget(5, 0, 0), MISSING), carefully(target(1)))))
        .as("held anyway")
        .contains("how the deletion budget stands is unknown: the budget is away");
  }

  @Test
  void approvalThatCannotBeAskedForMeansNotNowAndNoAttempt() {
    var away = new Approvals.Answer.Unreachable("the bucket is away");

    assertThat(end(clear(rails(budget(5, 0, 0), away), carefully(replayed(target(1))))))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.counted()).isFalse();
              assertThat(retry.detail()).endsWith("the bucket is away");
            });
  }

  @Test
  void dryRunIsToldThatItWouldBeHeldAndSpendsNothing() {
    var rails = rails(budget(1, 0, 0), APPROVED);

    assertThat(end(clear(rails, dry(carefully(replayed(target(1)))))))
        .isEqualTo(
            new Outcome.WouldHold(
                "rule \"Shell\" says approval: required; would delete pod shop/cart-0 (uid "
                    + Snapshots.UID
                    + ") with a grace of 1 s"));
    assertCleared(clear(rails, dry(target(2))));
    assertThat(asked).isEmpty();
    assertThat(store.reads() + store.writes()).isZero();
  }

  @Test
  void whatMayChangeByItselfIsWaitedForBeforeAPersonIsAsked() {
    var budget = budget(1, 0, 0);

    assertThat(end(clear(rails(budget, MISSING, TOO_FEW), replayed(target(1)))))
        .isEqualTo(
            new Outcome.Retry(Reason.TOO_FEW_HEALTHY, "2 would remain", Optional.empty(), true));
    assertThat(held(clear(rails(budget, MISSING, TOO_FEW), carefully(target(2)))))
        .startsWith("rule \"Shell\" says approval: required");
    assertThat(store.writes()).isZero();
  }

  @Test
  void approvalLetsPassWhatMayChangeByItself() {
    var budget = budget(1, 0, 0);

    assertCleared(clear(rails(budget, APPROVED, TOO_FEW), replayed(target(1))));
    assertCleared(clear(rails(budget, APPROVED, TOO_FEW), carefully(replayed(target(2)))));
    held(clear(rails(budget, MISSING), target(3)));
  }

  @Test
  void dryRunWaitsForWhatMayChangeByItselfAndAsksNobody() {
    var rails = rails(budget(1, 0, 0), APPROVED, TOO_FEW);

    assertThat(end(clear(rails, dry(replayed(target(1)))))).isInstanceOf(Outcome.Retry.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void secondAttemptOfOneAlertSpendsNothing() {
    var budget = budget(1, 0, 0);

    assertCleared(clear(rails(budget, MISSING), target(1)));
    assertCleared(clear(rails(budget, MISSING), target(1)));
    held(clear(rails(budget, MISSING), target(2)));
  }

  private static VerifiedTarget target(long sequence) {
    var pod =
        Snapshots.owned(
            Snapshots.running(),
            new PodSnapshot.Owner("apps/v1", "ReplicaSet", "cart", "owner-uid"));
    var some = Suspicions.against(pod.ref(), Snapshots.STARTED).uid(pod.uid()).verified(pod);
    var before = some.claimed().planned();
    var envelope = before.alert().envelope();
    var id = new AlertId("FALCO", sequence, envelope.id().storedAt());
    return with(
        pod,
        before,
        new Envelope(id, envelope.subject(), envelope.payload(), 1, Optional.empty()),
        before.rule(),
        false);
  }

  private static VerifiedTarget replayed(VerifiedTarget target) {
    var planned = target.claimed().planned();
    var before = planned.alert().envelope();
    var envelope =
        new Envelope(before.id(), before.subject(), before.payload(), 1, Optional.of("incident-1"));
    return with(target.pod(), planned, envelope, planned.rule(), false);
  }

  private static VerifiedTarget carefully(VerifiedTarget target) {
    var planned = target.claimed().planned();
    var before = planned.rule();
    var rule =
        new ResponseRule(before.name(), before.match(), before.actions(), false, true, false, true);
    return with(target.pod(), planned, planned.alert().envelope(), rule, false);
  }

  private static VerifiedTarget dry(VerifiedTarget target) {
    var planned = target.claimed().planned();
    return with(target.pod(), planned, planned.alert().envelope(), planned.rule(), true);
  }

  private static VerifiedTarget with(
      PodSnapshot pod, PlannedAction before, Envelope envelope, ResponseRule rule, boolean dryRun) {
    var alert = new DecodedAlert(envelope, before.alert().alert(), before.alert().pod());
    var planned = new PlannedAction(alert, before.pod(), rule, before.action(), dryRun);
    var ticket = new ClaimTicket(ClaimKeys.of(planned), envelope.id(), 1, 1);
    return new VerifiedTarget(new ClaimedAction(planned, ticket), pod);
  }
}
