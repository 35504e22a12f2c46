package dev.falcoresponder.consumer.action;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
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
  /** After so many the uid is enough: who keeps changing a pod does not keep it alive. */
  private static final int ATTEMPTS_BY_STATE = 3;

  /** Changes to a pod come seldom, and by ones. */
  private static final Duration LOOKED_AT_AGAIN = Duration.ofMillis(200);

  Outcome terminate(VerifiedTarget target, Duration gracePeriod) {
    var judged = Optional.of(target.pod().resourceVersion());
    return switch (delete(target, judged, gracePeriod)) {
      case DeleteAnswer.Changed _ when target.claimed().ticket().attempt() > ATTEMPTS_BY_STATE ->
          whateverChanged(target, gracePeriod);
      case DeleteAnswer answer -> outcome(answer, target, gracePeriod);
    };
  }

  /**
   * A last look, because what changed may be that somebody else has deleted the pod; attempts are
   * used up by other failures, too, and by several alerts at once.
   */
  private Outcome whateverChanged(VerifiedTarget target, Duration gracePeriod) {
    return switch (cluster.pod(target.pod().ref())) {
      case PodAnswer.Found(var now)
          when now.uid().equals(target.pod().uid())
              && now.termination().filter(end -> end.within(gracePeriod)).isPresent() ->
          new Outcome.Gone(Reason.TERMINATING, name(target) + " is terminating already");
      case PodAnswer.Found _, PodAnswer.Absent _ ->
          outcome(delete(target, Optional.empty(), gracePeriod), target, gracePeriod);
      case PodAnswer.Failed(var failure) -> FailureOutcomes.of(failure);
    };
  }

  private DeleteAnswer delete(VerifiedTarget target, Optional<String> state, Duration gracePeriod) {
    var pod = target.pod();
    var dryRun = target.claimed().planned().dryRun();
    return cluster.delete(new Deletion(pod.ref(), pod.uid(), state, gracePeriod, dryRun));
  }

  private static Outcome outcome(DeleteAnswer answer, VerifiedTarget target, Duration gracePeriod) {
    var name = name(target);
    var grace = " with a grace of " + gracePeriod.toSeconds() + " s";
    return switch (answer) {
      case DeleteAnswer.Deleted _ when target.claimed().planned().dryRun() ->
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

  private static String name(VerifiedTarget target) {
    return "pod " + target.pod().ref() + " (uid " + target.pod().uid() + ")";
  }
}
