package dev.falcoresponder.consumer.rules;

import java.util.List;

/**
 * A rule, merged and checked.
 *
 * @param name its name in the rule file, unique
 * @param match when it applies
 * @param actions what it does, in order, at least one
 * @param dryRun whether the API server is only asked
 * @param continues whether later rules are looked at after this one
 * @param targetsByName whether an alert that says nothing of the pod but its name may be acted on
 * @param needsApproval whether a person has to approve each response
 */
public record ResponseRule(
    String name,
    MatchCriteria match,
    List<RuleAction> actions,
    boolean dryRun,
    boolean continues,
    boolean targetsByName,
    boolean needsApproval) {
  public ResponseRule {
    actions = List.copyOf(actions);
  }
}
