package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import java.util.List;

/**
 * Tells on the replica's own pod that changed rules were rejected: whoever changed them looks
 * there.
 */
public final class ReloadEvents implements ReloadListener {
  private final OwnPodEvents ownPod;

  /** Tells there. */
  public ReloadEvents(OwnPodEvents ownPod) {
    this.ownPod = ownPod;
  }

  @Override
  public void rejected(RuleVersion live, List<Problem> problems) {
    var more = problems.size() - 1;
    ownPod.warn(
        "FalcoResponderRulesRejected",
        "ReloadRules",
        "Changed rules were rejected, those of hash "
            + live.hash()
            + " stay live: "
            + problems.getFirst()
            + (more == 0 ? "" : " (and " + more + " more, see the log)"));
  }
}
