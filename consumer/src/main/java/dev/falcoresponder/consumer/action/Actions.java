package dev.falcoresponder.consumer.action;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.guard.ClearedTarget;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.ActionSpec;

/**
 * Everything that can be done to a pod that was cleared. Doing it twice is harmless, so who is in
 * doubt does it again.
 */
public final class Actions {
  private final PodTerminator terminator;

  /** Acts through the gateway. */
  public Actions(ClusterGateway cluster) {
    this.terminator = new PodTerminator(cluster);
  }

  /** Does what was planned, or asks whether it could be done where that is a dry run. */
  public Outcome execute(ClearedTarget cleared) {
    var target = cleared.target();
    return switch (target.claimed().planned().action().spec()) {
      case ActionSpec.Terminate(var gracePeriod, _) -> terminator.terminate(target, gracePeriod);
    };
  }
}
