package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import java.util.List;

/**
 * An alert that rules ask a response to; whether there is a pod to respond to is another question.
 *
 * @param alert the alert
 * @param rules the rules that match, in file order, at least one
 */
public record WantedAlert(DecodedAlert alert, List<ResponseRule> rules) {
  public WantedAlert {
    rules = List.copyOf(rules);
  }
}
