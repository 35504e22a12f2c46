package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.cluster.Workload;
import dev.falcoresponder.consumer.cluster.Workloads;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.MinHealthyReplicas;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pods without which fewer healthy replicas would remain than the rule wants kept. A ReplicaSet's
 * pods are counted across its Deployment. What this replica has let be deleted a moment ago is
 * taken off, since no status shows it yet; what other replicas delete at that moment is not known.
 */
public final class MinimumHealthy implements Guard {
  /** Several looks at the API server. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workloads workloads;
  private final RecentDeletions deletions;
  private final OwnerLocks locks = new OwnerLocks(PATIENCE);

  /** Looks at workloads and, now and then, at pods. */
  public MinimumHealthy(Workloads workloads, ClusterGateway cluster, Clock clock) {
    this.workloads = workloads;
    this.deletions = new RecentDeletions(cluster, clock);
  }

  @Override
  public String name() {
    return "minimum-healthy";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    var minimum =
        switch (target.claimed().planned().action().spec()) {
          case ActionSpec.Terminate(_, var limits) -> limits.minHealthy();
        };
    var pod = target.pod();
    if (pod.termination().isPresent()) {
      return new Verdict.Clear(); // nobody counts it any more
    }
    var deletes = pod.ready() && !target.claimed().planned().dryRun();
    if (minimum.isEmpty()) {
      pod.owner()
          .filter(_ -> deletes)
          .ifPresent(owner -> deletions.remember(owner.uid(), pod, Optional.empty()));
      return new Verdict.Clear();
    }
    return pod.owner()
        .map(owner -> judge(pod, owner, minimum.get(), deletes))
        .orElseGet(() -> uncounted("pod " + pod.ref() + " has no controller"));
  }

  /**
   * Who comes second looks after the first was remembered. The first look here only tells whose
   * turn to wait for; the counts are read again when it has come.
   */
  private Verdict judge(
      PodSnapshot pod, PodSnapshot.Owner owner, MinHealthyReplicas minimum, boolean deletes) {
    return switch (workloads.look(pod.ref().namespace(), owner)) {
      case Workloads.Answer.Found(var workload) ->
          locks
              .alone(
                  workload.controller().orElse(owner).uid(),
                  () -> judge(pod, newest(pod, workload), minimum, deletes))
              .orElseGet(() -> doubt("too many alerts about pods of " + owner + " at once"));
      case Workloads.Answer other -> unanswered(pod, owner, other);
    };
  }

  private Workloads.Answer newest(PodSnapshot pod, Workload workload) {
    var namespace = pod.ref().namespace();
    return switch (workload
        .controller()
        .map(above -> workloads.look(namespace, above))
        .orElse(null)) {
      case Workloads.Answer.Found found -> found;
      case Workloads.Answer.Failed failed -> failed;
      // left behind by its Deployment, or under an operator's object, which counts nothing we know
      case Workloads.Answer.Absent _, Workloads.Answer.Uncounted _ ->
          workloads.look(namespace, workload.owner());
      case null -> workloads.look(namespace, workload.owner());
    };
  }

  private Verdict judge(
      PodSnapshot pod, Workloads.Answer newest, MinHealthyReplicas minimum, boolean deletes) {
    var owner = pod.owner().orElseThrow();
    if (!(newest instanceof Workloads.Answer.Found(var workload))) {
      return unanswered(pod, owner, newest);
    }
    if (!workload.upToDate()) {
      return doubt(workload.owner() + " was changed, and its status is about what it was before");
    }
    var owners = List.of(workload.owner().uid(), owner.uid());
    var unseen = deletions.unseen(owners, workload.version(), pod.uid());
    var keep = minimum.of(workload.desired());
    var remain = Math.max(0, workload.available() - (pod.ready() ? 1 : 0) - unseen);
    if (deletions.isFull(owners)) {
      return new Verdict.NotYet(
          Reason.TOO_FEW_HEALTHY,
          "too many pods of " + workload.owner() + " were deleted a moment ago to keep account of");
    }
    if (remain < keep) {
      return new Verdict.NotYet(
          Reason.TOO_FEW_HEALTHY, sentence(workload, minimum, unseen, remain, keep));
    }
    if (deletes) {
      owners.stream()
          .distinct()
          .forEach(uid -> deletions.remember(uid, pod, Optional.of(workload.version())));
    }
    return new Verdict.Clear();
  }

  private static String sentence(
      Workload workload, MinHealthyReplicas minimum, int unseen, int remain, int keep) {
    return workload.owner()
        + " would be left with "
        + remain
        + " of "
        + workload.desired()
        + " replicas healthy, and "
        + OwnerLimits.MIN_HEALTHY
        + " "
        + minimum.text()
        + " keeps "
        + keep
        + "; available now: "
        + workload.available()
        + (unseen == 0 ? "" : ", of which deleted a moment ago: " + unseen);
  }

  private static Verdict unanswered(
      PodSnapshot pod, PodSnapshot.Owner owner, Workloads.Answer answer) {
    var belongs = "pod " + pod.ref() + " belongs to " + owner;
    return switch (answer) {
      case Workloads.Answer.Failed(var failure) -> new Verdict.CannotTell(failure);
      case Workloads.Answer.Absent _ -> doubt(belongs + ", which does not exist");
      case Workloads.Answer.Uncounted _ ->
          uncounted(belongs + " (" + owner.apiVersion() + "), which counts no replicas");
      case Workloads.Answer.Found _ -> throw new IllegalArgumentException("an answer after all");
    };
  }

  private static Verdict uncounted(String why) {
    return new Verdict.Objects(
        Reason.REPLICAS_UNKNOWN, why + ", so that " + OwnerLimits.MIN_HEALTHY + " cannot be told");
  }

  private static Verdict doubt(String why) {
    return new Verdict.CannotTell(new Busy(why, Optional.empty()));
  }
}
