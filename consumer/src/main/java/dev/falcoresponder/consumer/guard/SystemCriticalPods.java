package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.util.Set;

/**
 * Pods that Kubernetes itself counts as needed for node or cluster, by the priority classes it
 * reserves for them.
 */
public final class SystemCriticalPods implements Guard {
  private static final Set<String> CRITICAL =
      Set.of("system-node-critical", "system-cluster-critical");

  @Override
  public String name() {
    return "system-critical-pods";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    var pod = target.pod();
    return pod.priorityClass()
        .filter(CRITICAL::contains)
        .<Verdict>map(name ->
            new Verdict.Objects(
                Reason.SYSTEM_CRITICAL, "pod " + pod.ref() + " has priority class " + name))
        .orElseGet(Verdict.Clear::new);
  }
}
