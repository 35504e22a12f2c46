package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.SuspectPod;
import java.util.Optional;

/**
 * Searches once for an alert: what was found is remembered before anything is done about it, and
 * recalled when the alert is delivered again.
 */
public record RecallingSearch(PodSearch search, FoundPods found) implements PodSearch {

  @Override
  public Step<SuspectPod> find(PodLead lead, Envelope envelope) {
    // A first delivery looks for itself, so that nothing but a list of now starts a response.
    return envelope.deliveries() > 1 ? recall(lead, envelope) : searchAndKeep(lead, envelope);
  }

  private Step<SuspectPod> recall(PodLead lead, Envelope envelope) {
    return switch (found.recall(lead)) {
      case FoundPods.Recall.Known(var pod) -> Step.next(pod);
      case FoundPods.Recall.Nothing() -> searchAndKeep(lead, envelope);
      case FoundPods.Recall.Unreachable(var why) -> notNow(why);
    };
  }

  private Step<SuspectPod> searchAndKeep(PodLead lead, Envelope envelope) {
    return search
        .find(lead, envelope)
        .then(pod ->
            switch (found.keep(lead, pod)) {
              case FoundPods.Keeping.Kept() -> Step.next(pod);
              case FoundPods.Keeping.NotKept(var why) -> notNow(why);
            });
  }

  private static Step<SuspectPod> notNow(String why) {
    return Step.end(new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, why, Optional.empty(), false));
  }
}
