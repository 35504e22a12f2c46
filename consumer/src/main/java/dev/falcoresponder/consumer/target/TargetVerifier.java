package dev.falcoresponder.consumer.target;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.FailureOutcomes;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.cluster.StatusLag;
import dev.falcoresponder.consumer.dedup.ClaimedAction;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.SuspectPod;
import java.util.random.RandomGenerator;

/**
 * Proves that the pod which runs now is the one in the alert, or ends the walk. Names are used
 * again, by StatefulSets within a second, so the proof is the pod's uid or one of its containers'
 * ids; a name with a time is one only where the rule says so.
 */
public final class TargetVerifier {
  /** Falco cuts container ids to 12 hex digits; fewer prove nothing. */
  private static final int SHORTEST_CONTAINER_ID = 12;

  private final ClusterGateway cluster;
  private final TargetConfig config;
  private final RandomGenerator random;

  /** Looks at pods through the gateway. */
  public TargetVerifier(ClusterGateway cluster, TargetConfig config, RandomGenerator random) {
    this.cluster = cluster;
    this.config = config;
    this.random = random;
  }

  /** The pod as it is now, proved; or why there is nothing to act on. */
  public Step<VerifiedTarget> verify(ClaimedAction claimed) {
    var suspect = claimed.planned().pod();
    if (!suspect.identified() && !claimed.planned().rule().targetsByName()) {
      return Step.end(
          new Outcome.Refused(
              Reason.NAME_ONLY,
              "the alert names pod "
                  + suspect.ref()
                  + " by nothing but its name; have Falco send k8s.pod.uid"));
    }
    return switch (cluster.pod(suspect.ref())) {
      case ClusterGateway.PodAnswer.Found(var pod) -> compare(claimed, suspect, pod);
      case ClusterGateway.PodAnswer.Absent _ ->
          Step.end(new Outcome.Gone(Reason.NOT_FOUND, "pod " + suspect.ref() + " does not exist"));
      case ClusterGateway.PodAnswer.Failed(var failure) -> Step.end(FailureOutcomes.of(failure));
    };
  }

  private Step<VerifiedTarget> compare(ClaimedAction claimed, SuspectPod suspect, PodSnapshot pod) {
    var verified = Step.next(new VerifiedTarget(claimed, pod));
    if (suspect.uid().isPresent() && suspect.uid().filter(uid -> names(uid, pod)).isEmpty()) {
      return replaced(suspect, pod);
    }
    if (suspect.uid().isPresent() && !claimed.planned().alert().foundByUs()) {
      return verified;
    }
    // A uid that we looked up ourselves only says that this is the pod which we found. Falco saw
    // nothing but the container: it is what ties this pod to the alert, so it is asked for as well.
    if (suspect.containerId().isPresent()) {
      return suspect.containerId().filter(id -> ran(id, pod)).isPresent()
          ? verified
          : unknown(claimed, suspect, pod);
    }
    return eventTime(claimed).provesOlder(pod, config.clockSkew()) ? verified : tooYoung(pod);
  }

  /**
   * Falco on the node knows a static pod by the kubelet's own uid for it, which its mirror carries
   * as a hash.
   */
  private static boolean names(String uid, PodSnapshot pod) {
    return uid.equals(pod.uid()) || pod.mirrorHash().filter(uid::equals).isPresent();
  }

  private static boolean ran(String containerId, PodSnapshot pod) {
    return containerId.length() >= SHORTEST_CONTAINER_ID
        && pod.containerIds().stream().anyMatch(known -> known.startsWith(containerId));
  }

  private static Step<VerifiedTarget> replaced(SuspectPod suspect, PodSnapshot pod) {
    var detail =
        "pod "
            + pod.ref()
            + " now has uid "
            + pod.uid()
            + ", the alert is about "
            + suspect.uid().orElse("");
    return Step.end(new Outcome.Stale(Reason.REPLACED, detail));
  }

  private Step<VerifiedTarget> unknown(ClaimedAction claimed, SuspectPod suspect, PodSnapshot pod) {
    if (eventTime(claimed).isBefore(pod, config.clockSkew())) {
      return tooYoung(pod);
    }
    var detail =
        "pod " + pod.ref() + " does not show container " + suspect.containerId().orElse("");
    if (claimed.ticket().attempt() < config.unverifiedAttempts()) {
      return Step.end(StatusLag.outcome(detail, random));
    }
    return Step.end(new Outcome.Stale(Reason.CONTAINER_UNKNOWN, detail));
  }

  private static Step<VerifiedTarget> tooYoung(PodSnapshot pod) {
    var detail =
        "pod "
            + pod.ref()
            + ", created "
            + pod.createdAt()
            + ", is not proved to be older than the alert";
    return Step.end(new Outcome.Stale(Reason.STARTED_AFTER_ALERT, detail));
  }

  private static EventTime eventTime(ClaimedAction claimed) {
    var alert = claimed.planned().alert();
    return new EventTime(alert.alert().time(), alert.envelope().firstStoredAt());
  }
}
