package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.resolve.PodSearch;
import dev.falcoresponder.model.SuspectPod;

/** Says where a pod would be looked for, without asking the cluster. */
record OfflineSearch() implements PodSearch {
  @Override
  public Step<SuspectPod> find(PodLead lead, Envelope envelope) {
    return Step.end(
        new Outcome.Ignored(
            Reason.NO_POD,
            "the alert names no pod; container %s would be looked up on node %s in the cluster"
                .formatted(lead.containerId(), lead.node())));
  }
}
