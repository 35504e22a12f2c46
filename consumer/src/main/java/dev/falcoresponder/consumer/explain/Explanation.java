package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.RuleExplanation;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.SuspectPod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would happen to one alert.
 *
 * @param alert what it says; empty if it cannot be read
 * @param pod the pod it names, or that was found for it
 * @param rules every rule, in order
 * @param answers what came of each action that was asked about, in order
 * @param checks what was found out about each of them in the cluster; empty if it was not asked
 * @param outcome the outcome that would follow; {@code would-act} where a pod would be acted on
 * @param reason its reason
 * @param detail its sentence
 */
public record Explanation(
    Optional<FalcoAlert> alert,
    Optional<SuspectPod> pod,
    List<RuleExplained> rules,
    List<ActionAnswered> answers,
    Optional<List<ActionChecks>> checks,
    OutcomeKind outcome,
    Optional<String> reason,
    String detail) {
  private static final Set<String> UNANSWERED =
      Stream.of(Reason.API_SERVER_OUTAGE, Reason.API_SERVER_BUSY, Reason.GUARD_CANNOT_TELL)
          .map(Reason::name)
          .collect(Collectors.toUnmodifiableSet());

  public Explanation {
    rules = List.copyOf(rules);
    answers = List.copyOf(answers);
    checks = checks.map(List::copyOf);
  }

  /** The outcome for counting, which tells what is held for a person from what is given up. */
  public OutcomeKind counted() {
    return outcome == OutcomeKind.REJECTED
            && reason.equals(Optional.of(DeadLetterReason.HELD.name()))
        ? OutcomeKind.WOULD_HOLD
        : outcome;
  }

  /** Whether the API server was asked about an action, and gave no answer that decides. */
  public boolean unanswered() {
    return Stream.concat(reason.stream(), answers.stream().flatMap(it -> it.reason().stream()))
        .anyMatch(UNANSWERED::contains);
  }

  /**
   * One rule.
   *
   * @param match how it fared against the alert, criterion by criterion
   */
  public record RuleExplained(RuleExplanation match, List<ActionExplained> actions) {
    public RuleExplained {
      actions = List.copyOf(actions);
    }

    /** The rule's name. */
    public String rule() {
      return match.rule().name();
    }

    /** Whether all its criteria hold. */
    public boolean matched() {
      return match.matched();
    }
  }

  /**
   * One action of a rule.
   *
   * @param spec what it does
   * @param runs whether it would run if each action before it succeeded
   * @param why why, or why not
   */
  public record ActionExplained(String action, ActionSpec spec, boolean runs, String why) {}

  /**
   * What came of one action.
   *
   * @param rule the rule that wants it
   * @param outcome its outcome; {@code would-hold} where a person would be asked
   */
  public record ActionAnswered(
      String rule, String action, OutcomeKind outcome, Optional<String> reason) {}
}
