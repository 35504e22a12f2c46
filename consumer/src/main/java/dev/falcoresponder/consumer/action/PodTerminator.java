package dev.falcoresponder.consumer.action;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.FailureOutcomes;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Duration;
import java.util.Optional;

/**
 * Deletes a pod, by the uid it was verified with and in the state it was judged in: of two alerts
 * about one pod that are judged side by side only one deletes it, and what changed about it
 * meanwhile, its labels or containers, is looked at before it dies.
 */
record PodTerminator(ClusterGateway cluster) {
  /** From then on the uid is enough: who keeps changing a pod does not keep it alive. */
  private static final int ATTEMPTS_BY_STATE = 3;

  /** Changes to a pod come seldom, and by ones. */
  private static final Duration LOOKED_AT_AGAIN = Duration.ofMillis(200);

  Outcome terminate(VerifiedTarget target, Duration gracePeriod) {
    var pod = target.pod();
    var dryRun = target.claimed().planned().dryRun();
    var name = "pod " + pod.ref() + " (uid " + pod.uid() + ")";
    var grace = " with a grace of " + gracePeriod.toSeconds() + " s";
    var state =
        Optional.of(pod.resourceVersion())
            .filter(_ -> target.claimed().ticket().attempt() <= ATTEMPTS_BY_STATE);
    return switch (cluster.delete(new Deletion(pod.ref(), pod.uid(), state, gracePeriod, dryRun))) {
      case DeleteAnswer.Deleted _ when dryRun ->
          new Outcome.WouldAct("would delete " + name + grace);
      case DeleteAnswer.Deleted _ -> new Outcome.Acted("deleted " + name + grace);
      case DeleteAnswer.Absent _ ->
          new Outcome.Gone(Reason.NOT_FOUND, name + " was gone before the deletion");
      case DeleteAnswer.Replaced(var detail) ->
          new Outcome.Stale(Reason.REPLACED, name + " was replaced: " + detail);
      case DeleteAnswer.Changed(var detail) ->
          new Outcome.Retry(
              Reason.CHANGED,
              name + " changed while it was judged: " + detail,
              Optional.of(LOOKED_AT_AGAIN),
              true);
      // Where no answer came, the pod may be deleted all the same; the next attempt finds out.
      case DeleteAnswer.Failed(var failure) -> FailureOutcomes.of(failure);
    };
  }
}
