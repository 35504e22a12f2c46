package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What falco-talon (0.3) reads in an entry of {@code output_fields}. It parts at every comma and at
 * every operator, drops a term that then has other than two parts, and drops quotes.
 */
final class TalonTerms {
  private static final Pattern TERM = Pattern.compile("(?i)[a-z0-9.\\[\\]]*!?=.*", Pattern.DOTALL);

  private TalonTerms() {}

  /** What it asks of an alert. */
  sealed interface Reading {
    /** These terms; none of them: nothing. */
    record Terms(List<FieldTerm> terms) implements Reading {}

    /** Something that no alert has. */
    record Never() implements Reading {}
  }

  /** Empty where it refuses the entry. */
  static Optional<Reading> read(String entry) {
    for (var term : entry.replace(", ", ",").split(",", -1)) {
      if (!TERM.matcher(term).matches()) {
        return Optional.empty();
      }
    }
    var terms = new ArrayList<FieldTerm>();
    for (var term : entry.replace("!=", "!").replace(", ", ",").split(",", -1)) {
      add(terms, term, "=", true);
      add(terms, term, "!", false);
    }
    if (terms.stream().anyMatch(term -> term.equal() && isNoField(term))) {
      return Optional.of(new Reading.Never());
    }
    // That a field which no alert has is not equal says nothing.
    return Optional.of(new Reading.Terms(terms.stream().filter(term -> !isNoField(term)).toList()));
  }

  private static void add(List<FieldTerm> terms, String term, String operator, boolean equal) {
    var parts = term.split(operator, -1);
    if (parts.length == 2) {
      terms.add(new FieldTerm(parts[0], equal, parts[1].replace("\"", "")));
    }
  }

  private static boolean isNoField(FieldTerm term) {
    return term.field().indexOf('=') >= 0 || term.field().indexOf('!') >= 0;
  }
}
