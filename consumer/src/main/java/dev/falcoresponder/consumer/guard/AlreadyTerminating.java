package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Duration;

/**
 * Pods that terminate at least as fast as we would have them. A longer grace is not left alone,
 * since the pod's author chose it: a DELETE with ours shortens it.
 */
public final class AlreadyTerminating implements Guard {
  @Override
  public String name() {
    return "already-terminating";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    return switch (target.claimed().planned().action().spec()) {
      case ActionSpec.Terminate(var wanted, _) -> judge(target.pod(), wanted);
    };
  }

  private static Verdict judge(PodSnapshot pod, Duration wanted) {
    return pod.termination()
        .filter(end -> end.within(wanted))
        .<Verdict>map(end ->
            new Verdict.Needless(
                Reason.TERMINATING,
                "pod "
                    + pod.ref()
                    + " is terminating already, with a grace of "
                    + end.gracePeriod().toSeconds()
                    + " s"))
        .orElseGet(Verdict.Clear::new);
  }
}
