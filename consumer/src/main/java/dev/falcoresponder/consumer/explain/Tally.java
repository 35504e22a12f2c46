package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.explain.Explanation.ActionAnswered;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.model.OutcomeKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts explanations and keeps nothing else of them: what it holds grows with the rules alone. */
public final class Tally {
  private final Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
  private final Map<String, RuleTally> rules = new LinkedHashMap<>();
  private long alerts;
  private long malformed;
  private long unmatched;

  /** Counts by these rules. */
  public Tally(RuleBook book) {
    book.rules().forEach(rule -> rules.put(rule.name(), new RuleTally(rule)));
  }

  /** Counts one more alert. */
  public void add(Explanation explanation) {
    alerts++;
    count(outcomes, explanation.counted());
    if (explanation.alert().isEmpty()) {
      malformed++;
      return;
    }
    var matching = explanation.rules().stream().filter(Explanation.RuleExplained::matched).toList();
    if (matching.isEmpty()) {
      unmatched++;
    }
    for (var rule : matching) {
      var tally = rules.get(rule.rule());
      if (tally != null) {
        tally.add(explanation);
      }
    }
  }

  /** How many alerts were counted. */
  public long alerts() {
    return alerts;
  }

  /** What they come to. */
  public Summary summary() {
    return new Summary(
        alerts,
        malformed,
        unmatched,
        outcomes,
        rules.values().stream().map(RuleTally::summary).toList());
  }

  private static void count(Map<OutcomeKind, Long> counts, OutcomeKind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  private static final class RuleTally {
    private final String rule;
    private final Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
    private final Map<String, Map<OutcomeKind, Long>> actions = new LinkedHashMap<>();
    private long matched;
    private long notReached;

    RuleTally(ResponseRule rule) {
      this.rule = rule.name();
      rule.actions().stream()
          .map(RuleAction::name)
          .forEach(name -> actions.put(name, new EnumMap<>(OutcomeKind.class)));
    }

    void add(Explanation explanation) {
      matched++;
      if (explanation.answers().isEmpty()) {
        count(outcomes, explanation.counted());
        return;
      }
      var own = explanation.answers().stream().filter(it -> it.rule().equals(rule)).toList();
      if (own.isEmpty()) {
        notReached++;
        return;
      }
      count(outcomes, strongest(own));
      for (var answer : own) {
        var counts = actions.get(answer.action());
        if (counts != null) {
          count(counts, answer.outcome());
        }
      }
    }

    private static OutcomeKind strongest(List<ActionAnswered> own) {
      return own.stream()
          .map(ActionAnswered::outcome)
          .filter(OutcomeKind.WOULD_ACT::equals)
          .findFirst()
          .orElseGet(() -> own.getFirst().outcome());
    }

    Summary.OfRule summary() {
      var each =
          actions.entrySet().stream()
              .map(entry -> new Summary.OfAction(entry.getKey(), entry.getValue()))
              .toList();
      return new Summary.OfRule(rule, matched, outcomes, notReached, each);
    }
  }
}
