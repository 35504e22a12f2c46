package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.Comparison;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import dev.falcoresponder.model.Priority;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code >=Notice} and its like. */
final class Priorities {
  private static final String LEVELS =
      Arrays.stream(Priority.values()).map(Priority::word).collect(Collectors.joining(", "));

  private Priorities() {}

  /** Without a level there is no constraint; without a sign the level must be equal. */
  static Parsed<Optional<PriorityRange>> parse(String text) {
    var comparison = comparison(text);
    var word =
        text.startsWith(comparison.sign()) ? text.substring(comparison.sign().length()) : text;
    if (word.isEmpty()) {
      return Parsed.value(Optional.empty());
    }
    return Priority.parse(word)
        .<Parsed<Optional<PriorityRange>>>map(
            level -> Parsed.value(Optional.of(new PriorityRange(comparison, level))))
        .orElseGet(() ->
            Parsed.fault(
                "priority is " + Words.quote(text),
                "write <, <=, =, >=, > or nothing, and then one of: " + LEVELS));
  }

  /** The text that reads as this range. */
  static String print(PriorityRange range) {
    return range.comparison().sign() + range.level().word();
  }

  private static Comparison comparison(String text) {
    var longest = text.substring(0, Math.min(2, text.length()));
    return switch (longest) {
      case "<=" -> Comparison.AT_MOST;
      case ">=" -> Comparison.AT_LEAST;
      default ->
          switch (text.isEmpty() ? '=' : text.charAt(0)) {
            case '<' -> Comparison.LESS;
            case '>' -> Comparison.GREATER;
            default -> Comparison.EQUAL;
          };
    };
  }
}
