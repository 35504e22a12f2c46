package dev.falcoresponder.consumer.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes rules of a document: looks actions up by name, checks their parameters, fills defaults in.
 */
final class RuleResolver {
  private final Problems problems;
  private final boolean whole;
  private final Map<String, ActionBlock> blocks = new HashMap<>();

  /**
   * @param whole whether the document is all there is; else an action that is not in it is no
   *     problem
   */
  RuleResolver(Problems problems, boolean whole) {
    this.problems = problems;
    this.whole = whole;
  }

  /** The rules in order; of use only if no problem came up. */
  List<ResponseRule> resolve(RuleDocument document) {
    for (var block : document.actions()) {
      blocks.put(block.name(), block);
      resolve("action " + Words.quote(block.name()), block);
    }
    return document.rules().stream().map(this::resolve).toList();
  }

  private ResponseRule resolve(RuleBlock block) {
    var subject = "rule " + Words.quote(block.name());
    if (block.actions().isEmpty()) {
      problems.error(
          block.place(), subject, "the rule has no action", "give it one under `actions:`");
    }
    if (block.match().matchesEverything()) {
      problems.warn(
          block.place(),
          subject,
          "the rule matches every alert",
          "name Falco rules under `match:` if that is not meant");
    }
    return new ResponseRule(
        block.name(),
        block.match().criteria(),
        block.actions().stream().flatMap(action -> resolveOwn(subject, action).stream()).toList(),
        block.dryRun().orElse(false),
        block.continues().orElse(true),
        block.targetsByName().orElse(false),
        block.needsApproval());
  }

  /** An action of a rule: what it says itself wins over the block of its name. */
  private Optional<RuleAction> resolveOwn(String rule, ActionBlock own) {
    var subject = rule + ", action " + Words.quote(own.name());
    var block = Optional.ofNullable(blocks.get(own.name()));
    if (block.isEmpty() && own.actionner().isEmpty()) {
      if (whole) {
        problems.error(
            own.place(),
            subject,
            "there is no action of that name, and no actionner here",
            "write an item `- action:` of that name, or an `actionner:` here");
      }
      return Optional.empty();
    }
    block.ifPresent(shared -> TalonDifferences.ofMaps(subject, shared, own, problems));
    var both =
        block.map(shared -> ActionBlock.merge(subject, List.of(shared, own), problems)).orElse(own);
    return resolve(subject, both);
  }

  private Optional<RuleAction> resolve(String subject, ActionBlock action) {
    if (action.actionner().isEmpty()) {
      problems.error(
          action.place(),
          subject,
          "the action has no actionner",
          "write `actionner:` and one of: " + Words.list(Actionners.names()));
    }
    return action
        .actionner()
        .flatMap(Actionners::find)
        .map(actionner -> {
          var parameters = new ParameterReader(subject, action.parameters(), problems);
          var spec = actionner.read(parameters);
          parameters.refuseOthers(actionner.name());
          return new RuleAction(
              action.name(),
              spec,
              action.continues().orElse(spec.continuesByDefault()),
              action.ignoresErrors().orElse(false));
        });
  }
}
