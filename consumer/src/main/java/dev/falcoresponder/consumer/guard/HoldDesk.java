package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.budget.Budget;
import dev.falcoresponder.consumer.budget.SpendRequest;
import dev.falcoresponder.consumer.budget.Spending;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The last desk before the deed, where only those come whom no guard turned away. Counts a deletion
 * against the budget, and asks for a person's approval where something holds. A dry run is told
 * what holds it, and counts nothing.
 */
public record HoldDesk(Approvals approvals, Budget budget) {
  /** Nobody approves anything, and there is no budget. */
  static final HoldDesk NONE = new HoldDesk(Approvals.NONE, Budget.UNLIMITED);

  Step<ClearedTarget> pass(
      VerifiedTarget target, List<Verdict.Holds> holds, Optional<Verdict.NotYet> notYet) {
    var dryRun = target.claimed().planned().dryRun();
    if (holds.isEmpty() && notYet.isPresent()) {
      var later = later(notYet.get());
      return dryRun ? later : approved(target, _ -> later);
    }
    if (holds.isEmpty()) {
      return dryRun ? cleared(target) : spend(target);
    }
    var all = Stream.concat(holds.stream(), notYet.map(HoldDesk::toldToo).stream()).toList();
    return dryRun
        ? Step.end(new Outcome.WouldHold(HoldText.of(target, all)))
        : approve(target, all);
  }

  /** Who approves what is held now does not wait for it either, and should know. */
  private static Verdict.Holds toldToo(Verdict.NotYet verdict) {
    return new Verdict.Holds(verdict.reason(), verdict.detail());
  }

  /** What may change by itself is waited for before a person is asked. */
  private static Step<ClearedTarget> later(Verdict.NotYet verdict) {
    return Step.end(new Outcome.Retry(verdict.reason(), verdict.detail(), Optional.empty(), true));
  }

  private Step<ClearedTarget> spend(VerifiedTarget target) {
    if (!deletes(target)) {
      return cleared(target);
    }
    return switch (budget.spend(request(target))) {
      case Spending.Granted() -> cleared(target);
      case Spending.Unknown(var why) -> notNow(why);
      case Spending.Over(var uses) ->
          approve(
              target,
              List.of(
                  new Verdict.Holds(
                      Reason.OVER_BUDGET,
                      "the deletion budget is used up: " + HoldText.of(target.pod(), uses))));
    };
  }

  private Step<ClearedTarget> approve(VerifiedTarget target, List<Verdict.Holds> holds) {
    return approved(target, why -> held(target, holds, why));
  }

  /** Goes ahead if a person has approved this very alert, else what follows from why not. */
  private Step<ClearedTarget> approved(
      VerifiedTarget target, Function<String, Step<ClearedTarget>> otherwise) {
    var planned = target.claimed().planned();
    return switch (approvals.find(
        planned.alert().envelope(), planned.action().spec().actionner())) {
      case Approvals.Answer.Approved _ -> count(target);
      case Approvals.Answer.Missing(var why) -> otherwise.apply(why);
      case Approvals.Answer.Unreachable(var why) -> notNow(why);
    };
  }

  /** What a person approved counts, too, but no limit stands in its way. */
  private Step<ClearedTarget> count(VerifiedTarget target) {
    return deletes(target)
            && budget.spend(request(target).approve()) instanceof Spending.Unknown(var why)
        ? notNow(why)
        : cleared(target);
  }

  private Step<ClearedTarget> held(
      VerifiedTarget target, List<Verdict.Holds> holds, String unapproved) {
    var text = new StringBuilder(HoldText.of(target, holds));
    if (target.claimed().planned().alert().envelope().replay().isPresent()) {
      text.append("; ").append(unapproved);
    }
    if (deletes(target) && holds.stream().noneMatch(hold -> hold.reason() == Reason.OVER_BUDGET)) {
      text.append(HoldText.of(target.pod(), budget.look(request(target))));
    }
    return Step.end(new Outcome.Rejected(DeadLetterReason.HELD, text.toString()));
  }

  private static boolean deletes(VerifiedTarget target) {
    return switch (target.claimed().planned().action().spec()) {
      case ActionSpec.Terminate _ -> true;
    };
  }

  private static SpendRequest request(VerifiedTarget target) {
    var ticket = target.claimed().ticket();
    return new SpendRequest(
        ticket.owner().token() + "." + ticket.key(),
        target.pod().ref().namespace(),
        target.pod().owner().map(PodSnapshot.Owner::uid),
        false);
  }

  private static Step<ClearedTarget> cleared(VerifiedTarget target) {
    return Step.next(new Cleared(target));
  }

  private static Step<ClearedTarget> notNow(String why) {
    return Step.end(
        new Outcome.Retry(
            Reason.HOLDS_UNREACHABLE,
            "budget or approval could not be found out: " + why,
            Optional.empty(),
            false));
  }
}
