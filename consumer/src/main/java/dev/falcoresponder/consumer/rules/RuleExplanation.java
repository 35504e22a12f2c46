package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a rule fared against an alert.
 *
 * @param rule the rule
 * @param criteria its criteria; empty for a rule that matches every alert
 * @param stoppedBy the name of the matching rule before it that says {@code continue: false}: then
 *     this rule does not run, matching or not
 */
public record RuleExplanation(
    ResponseRule rule, List<CriterionExplanation> criteria, Optional<String> stoppedBy) {
  public RuleExplanation {
    criteria = List.copyOf(criteria);
  }

  /** Whether all criteria hold. */
  public boolean matched() {
    return criteria.stream().allMatch(CriterionExplanation::holds);
  }

  /** Why, in a sentence: every criterion with both values, and what else there is to say. */
  public String why() {
    return Stream.concat(criteria.stream().map(CriterionExplanation::toString), remarks().stream())
        .collect(Collectors.joining("; "));
  }

  /** What the criteria do not say, in sentences for a person. */
  public List<String> remarks() {
    return Stream.concat(
            Stream.of("no criterion: every alert matches").filter(_ -> criteria.isEmpty()),
            stoppedBy.stream().map("not looked at, since rule \"%s\" does not continue"::formatted))
        .toList();
  }
}
