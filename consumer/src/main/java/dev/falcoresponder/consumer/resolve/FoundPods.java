package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.SuspectPod;

/**
 * Remembers, for all replicas, which pod a container was found to be of. A container never changes
 * its pod, but once the pod is deleted no list shows it any more, while an alert that comes again
 * after a crash still has to have its outcome written down.
 */
public interface FoundPods {
  /** What is remembered. */
  sealed interface Recall {
    /** This pod. */
    record Known(SuspectPod pod) implements Recall {}

    /** Nothing, or nothing any more. */
    record Nothing() implements Recall {}

    /** Memory cannot be reached. */
    record Unreachable(String why) implements Recall {}
  }

  /** What a wish to be remembered comes to. */
  sealed interface Keeping {
    /** It is. */
    record Kept() implements Keeping {}

    /** It is not, or not surely. */
    record NotKept(String why) implements Keeping {}
  }

  /** Which pod the lead led to before. */
  Recall recall(PodLead lead);

  /**
   * Remembers it, at least as long as a claim lives.
   *
   * @param pod with uid and container id
   */
  Keeping keep(PodLead lead, SuspectPod pod);
}
