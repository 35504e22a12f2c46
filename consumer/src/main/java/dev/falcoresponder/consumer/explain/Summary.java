package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.model.OutcomeKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What would happen to many alerts, each judged by itself. Several rules may match one alert, so
 * that the rules' numbers may come to more than the alerts'.
 *
 * @param alerts how many there are
 * @param malformed how many of them cannot be read
 * @param unmatched how many of them no rule matches
 * @param outcomes how many have each outcome; none that none has
 * @param rules every rule, in order
 */
public record Summary(
    long alerts,
    long malformed,
    long unmatched,
    Map<OutcomeKind, Long> outcomes,
    List<OfRule> rules) {
  public Summary {
    outcomes = ordered(outcomes);
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param matched how many alerts it matches
   * @param outcomes what came of them by this rule: where it has several actions, what would be
   *     done outweighs what would not
   * @param notReached how many of them it does not get to, since a rule before it does not
   *     continue, or has to be tried again
   */
  public record OfRule(
      String rule,
      long matched,
      Map<OutcomeKind, Long> outcomes,
      long notReached,
      List<OfAction> actions) {
    public OfRule {
      outcomes = ordered(outcomes);
      actions = List.copyOf(actions);
    }
  }

  /** One action of a rule, and what came of it where the rule got to it. */
  public record OfAction(String action, Map<OutcomeKind, Long> outcomes) {
    public OfAction {
      outcomes = ordered(outcomes);
    }
  }

  private static Map<OutcomeKind, Long> ordered(Map<OutcomeKind, Long> counts) {
    var copy = new EnumMap<OutcomeKind, Long>(OutcomeKind.class);
    copy.putAll(counts);
    return Collections.unmodifiableMap(copy);
  }
}
