package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.FailureOutcomes;
import dev.falcoresponder.consumer.cluster.Workloads;
import dev.falcoresponder.consumer.outcome.Objection;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks every guard. Objections outrank doubts, so that a refusal is not put off by what could not
 * be found out; doubts outrank everything else, so that nothing goes ahead, or is called done, on a
 * guess. What is held, and the deletion budget, come last: an approval lets those pass and nothing
 * else, and to ask the budget is to spend it.
 */
public final class GuardRails {
  private final List<Guard> guards;
  private final HoldDesk holds;

  /** Asks these, in this order; nobody approves anything, and there is no budget. */
  public GuardRails(List<Guard> guards) {
    this(guards, HoldDesk.NONE);
  }

  private GuardRails(List<Guard> guards, HoldDesk holds) {
    this.guards = List.copyOf(guards);
    this.holds = holds;
    if (guards.isEmpty()) {
      throw new IllegalArgumentException("without guards everything would be clear");
    }
  }

  /** The guards that always stand. */
  public static GuardRails standing(
      GuardConfig config, ClusterGateway cluster, Workloads workloads, Clock clock) {
    return new GuardRails(
        List.of(
            new ProtectedNamespaces(config),
            new NamespaceLabel(cluster),
            new MirrorPods(),
            new SystemCriticalPods(),
            new OwnerKinds(),
            new MinimumHealthy(workloads, cluster, clock),
            new AlreadyTerminating(),
            new ApprovalRequired()));
  }

  /** The same guards, with approvals and a budget. */
  public GuardRails with(HoldDesk desk) {
    return new GuardRails(guards, desk);
  }

  /** What every guard says. */
  public JudgedTarget judge(VerifiedTarget target) {
    return new JudgedTarget(
        target,
        guards.stream().map(guard -> new Judgement(guard.name(), guard.judge(target))).toList());
  }

  /** Whether we may; if not, every objection. */
  public Step<ClearedTarget> conclude(JudgedTarget judged) {
    var verdicts = judged.judgements().stream().map(Judgement::verdict).toList();
    var objections =
        all(verdicts, Verdict.Objects.class).stream().map(GuardRails::objection).toList();
    if (!objections.isEmpty()) {
      return Step.end(new Outcome.Refused(objections));
    }
    return first(verdicts, Verdict.CannotTell.class)
        .map(doubt -> outcome(doubt.failure()))
        .or(() -> first(verdicts, Verdict.Needless.class).map(GuardRails::outcome))
        .map(Step::<ClearedTarget>end)
        .orElseGet(() ->
            holds.pass(
                judged.target(),
                all(verdicts, Verdict.Holds.class),
                first(verdicts, Verdict.NotYet.class)));
  }

  private static Objection objection(Verdict.Objects verdict) {
    return new Objection(verdict.reason(), verdict.detail());
  }

  private static Outcome outcome(Verdict.Needless verdict) {
    return new Outcome.Gone(verdict.reason(), verdict.detail());
  }

  private static Outcome outcome(ClusterFailure failure) {
    return switch (failure) {
      case ClusterFailure.Outage _, ClusterFailure.Forbidden _ -> FailureOutcomes.of(failure);
      case ClusterFailure.Busy(var detail, var retryAfter) -> notNow(detail, retryAfter);
      // A look was denied, not the deed: that is no verdict on the deed.
      case ClusterFailure.Denied(var detail) -> notNow(detail, Optional.empty());
      case ClusterFailure.Invalid(var detail) -> notNow(detail, Optional.empty());
    };
  }

  private static Outcome notNow(String detail, Optional<Duration> retryAfter) {
    return new Outcome.Retry(
        Reason.GUARD_CANNOT_TELL, "a guard could not find out: " + detail, retryAfter, true);
  }

  private static <V extends Verdict> List<V> all(List<Verdict> verdicts, Class<V> kind) {
    return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <V extends Verdict> Optional<V> first(List<Verdict> verdicts, Class<V> kind) {
    return all(verdicts, kind).stream().findFirst();
  }
}
