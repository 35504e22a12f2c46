package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.model.SuspectPod;
import java.util.List;

/**
 * An alert that somebody wants a response to, and the pod to respond to.
 *
 * @param alert the alert
 * @param pod the pod it is about
 * @param rules the rules that match, in file order, at least one
 */
public record MatchedAlert(DecodedAlert alert, SuspectPod pod, List<ResponseRule> rules) {
  public MatchedAlert {
    rules = List.copyOf(rules);
  }
}
