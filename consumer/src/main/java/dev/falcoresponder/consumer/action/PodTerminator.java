package dev.falcoresponder.consumer.action;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.FailureOutcomes;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Duration;

/** Deletes a pod, by the uid it was verified with. */
record PodTerminator(ClusterGateway cluster) {
  Outcome terminate(VerifiedTarget target, Duration gracePeriod) {
    var pod = target.pod();
    var dryRun = target.claimed().planned().dryRun();
    var name = "pod " + pod.ref() + " (uid " + pod.uid() + ")";
    var grace = " with a grace of " + gracePeriod.toSeconds() + " s";
    return switch (cluster.delete(new Deletion(pod.ref(), pod.uid(), gracePeriod, dryRun))) {
      case DeleteAnswer.Deleted _ when dryRun ->
          new Outcome.WouldAct("would delete " + name + grace);
      case DeleteAnswer.Deleted _ -> new Outcome.Acted("deleted " + name + grace);
      case DeleteAnswer.Absent _ ->
          new Outcome.Gone(Reason.NOT_FOUND, name + " was gone before the deletion");
      case DeleteAnswer.Replaced(var detail) ->
          new Outcome.Stale(Reason.REPLACED, name + " was replaced: " + detail);
      // Where no answer came, the pod may be deleted all the same; the next attempt finds out.
      case DeleteAnswer.Failed(var failure) -> FailureOutcomes.of(failure);
    };
  }
}
