package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.target.VerifiedTarget;

/** Rules that say {@code approval: required}. */
public final class ApprovalRequired implements Guard {
  @Override
  public String name() {
    return "approval-required";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    return judge(target.claimed().planned().rule());
  }

  /** Judges a rule by what it says; needs no cluster. */
  public static Verdict judge(ResponseRule rule) {
    return rule.needsApproval()
        ? new Verdict.Holds(
            Reason.APPROVAL_REQUIRED, "rule \"" + rule.name() + "\" says approval: required")
        : new Verdict.Clear();
  }
}
