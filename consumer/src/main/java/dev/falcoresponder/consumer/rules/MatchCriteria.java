package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.model.Priority;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a rule applies: every criterion given must hold, one that is not given holds.
 *
 * @param rules names of Falco rules, exact, any of them; empty: any rule
 * @param priority how severe
 * @param tags alternatives, each a set of tags that the alert must all have; empty: any tags
 * @param source the event source, with {@code syscalls} written as {@code syscall}
 * @param outputFields alternatives, each a list of terms that must all hold; empty: any fields
 */
public record MatchCriteria(
    Set<String> rules,
    Optional<PriorityRange> priority,
    List<Set<String>> tags,
    Optional<String> source,
    List<List<FieldTerm>> outputFields) {
  public MatchCriteria {
    rules = Set.copyOf(rules);
    tags = tags.stream().map(Set::copyOf).toList();
    outputFields = outputFields.stream().map(List::copyOf).toList();
  }

  /** Compares an alert's priority with a level. */
  public record PriorityRange(Comparison comparison, Priority level) {}

  /** How to compare. */
  public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** The sign as written in rule files. */
    public String sign() {
      return sign;
    }
  }

  /**
   * A condition on one output field.
   *
   * @param field the field's name
   * @param equal true for {@code field=value}: present and equal; false for {@code field!=value}:
   *     absent or not equal
   * @param value the text to compare with
   */
  public record FieldTerm(String field, boolean equal, String value) {}
}
