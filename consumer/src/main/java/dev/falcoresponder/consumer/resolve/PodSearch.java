package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.SuspectPod;

/** Looks for the pod of an alert that does not name it. */
@FunctionalInterface
public interface PodSearch {
  /** Does not look. */
  PodSearch OFF = (_, _) -> Step.end(new Outcome.Ignored(Reason.NO_POD, "the alert names no pod"));

  /**
   * The one pod that the lead leads to, or why there is none.
   *
   * @param envelope the alert's
   */
  Step<SuspectPod> find(PodLead lead, Envelope envelope);
}
