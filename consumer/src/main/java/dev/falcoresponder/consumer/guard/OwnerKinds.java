package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import dev.falcoresponder.consumer.target.VerifiedTarget;

/**
 * Pods that the rule leaves alone for what controls them, and pods of StatefulSets that would go
 * without a grace. Kinds are told by name whatever their group, since others have StatefulSets too.
 */
public final class OwnerKinds implements Guard {
  private static final String DAEMON_SET = "DaemonSet";
  private static final String STATEFUL_SET = "StatefulSet";

  @Override
  public String name() {
    return "owner-kinds";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    return switch (target.claimed().planned().action().spec()) {
      case ActionSpec.Terminate terminate -> judge(target.pod(), terminate);
    };
  }

  private static Verdict judge(PodSnapshot pod, ActionSpec.Terminate terminate) {
    var limits = terminate.limits();
    if (pod.owner().isEmpty()) {
      return limits.ignoresStandalonePods()
          ? ignored("pod " + pod.ref() + " has no controller", OwnerLimits.STANDALONE_PODS)
          : new Verdict.Clear();
    }
    var owner = pod.owner().get();
    var belongs = "pod " + pod.ref() + " belongs to " + owner;
    if (limits.ignoresDaemonSets() && owner.kind().equals(DAEMON_SET)) {
      return ignored(belongs, OwnerLimits.DAEMON_SETS);
    }
    if (limits.ignoresStatefulSets() && owner.kind().equals(STATEFUL_SET)) {
      return ignored(belongs, OwnerLimits.STATEFUL_SETS);
    }
    if (terminate.gracePeriod().isZero() && owner.kind().equals(STATEFUL_SET)) {
      return new Verdict.Objects(
          Reason.GRACE_ZERO,
          belongs
              + ", and with grace_period_seconds 0 its successor of the same name could start"
              + " while it still runs; write 1 or more");
    }
    return new Verdict.Clear();
  }

  private static Verdict ignored(String what, String parameter) {
    return new Verdict.Objects(Reason.OWNER_KIND, what + ", and the rule says " + parameter);
  }
}
