package dev.falcoresponder.consumer.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes rules of a document: looks actions up by name, checks their parameters, fills defaults in.
 */
final class RuleResolver {
  private final Problems problems;
  private final Predicate<String> unread;
  private final Map<String, ActionBlock> blocks = new HashMap<>();

  /**
   * @param unread whether an action of that name may be in what could not be read; then it is no
   *     problem that there is none
   */
  RuleResolver(Problems problems, Predicate<String> unread) {
    this.problems = problems;
    this.unread = unread;
  }

  /** The rules in order; of use only if no problem came up. */
  List<ResponseRule> resolve(RuleDocument document) {
    for (var block : document.actions()) {
      if (block.isNamed()) {
        blocks.put(block.name(), block);
      }
      resolve("action " + block.title(), block);
    }
    return document.rules().stream().map(this::resolve).toList();
  }

  private ResponseRule resolve(RuleBlock block) {
    var subject = "rule " + block.title();
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
        block.actions().orElse(List.of()).stream()
            .flatMap(action -> resolveOwn(subject, action).stream())
            .toList(),
        block.dryRun().orElse(false),
        block.continues().orElse(true),
        block.targetsByName().orElse(false),
        block.needsApproval());
  }

  /** An action of a rule: what it says itself wins over the block of its name. */
  private Optional<RuleAction> resolveOwn(String rule, ActionBlock own) {
    var subject = rule + ", action " + own.title();
    var block = Optional.ofNullable(blocks.get(own.name()));
    if (block.isEmpty() && own.actionner().isEmpty()) {
      if (own.isNamed() && !unread.test(own.name())) {
        problems.error(
            own.place(),
            subject,
            // Named once more, so that two of them in one line are two problems.
            "there is no action %s, and no actionner here".formatted(own.title()),
            "write an item `- action:` of that name, or an `actionner:` here");
      }
      return Optional.empty();
    }
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
