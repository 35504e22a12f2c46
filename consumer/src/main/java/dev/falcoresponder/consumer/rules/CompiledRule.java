package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.Vocabulary.Facts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the form in which alerts are held against it. {@link Criterion} says the same at
 * length, for explanations; a test holds the two together.
 */
final class CompiledRule {
  /** A term in the vocabulary's numbers. */
  private record Term(int field, boolean equal, int text) {}

  private final ResponseRule rule;

  private final Set<String> names;
  private final Criterion.@Nullable Severity severity;
  private final @Nullable String source;
  private final int[][] tags;
  private final Term[][] terms;

  CompiledRule(ResponseRule rule, Vocabulary vocabulary) {
    this.rule = rule;
    var match = rule.match();
    this.names = match.rules();
    this.severity = match.priority().map(Criterion.Severity::new).orElse(null);
    this.source = match.source().orElse(null);
    this.tags = match.tags().stream().map(all -> numbers(all, vocabulary)).toArray(int[][]::new);
    this.terms =
        match.outputFields().stream().map(all -> terms(all, vocabulary)).toArray(Term[][]::new);
  }

  private static int[] numbers(Set<String> tags, Vocabulary vocabulary) {
    return tags.stream().mapToInt(vocabulary::tag).toArray();
  }

  private static Term[] terms(List<FieldTerm> terms, Vocabulary vocabulary) {
    return terms.stream()
        .map(term -> new Term(vocabulary.field(term.field()), term.equal(), vocabulary.text(term)))
        .toArray(Term[]::new);
  }

  ResponseRule rule() {
    return rule;
  }

  boolean matches(Facts facts) {
    return nameFits(facts)
        && priorityFits(facts)
        && sourceFits(facts)
        && tagsFit(facts)
        && termsFit(facts);
  }

  private boolean nameFits(Facts facts) {
    return names.isEmpty() || names.contains(facts.alert().rule());
  }

  private boolean priorityFits(Facts facts) {
    return severity == null || severity.holds(facts.alert());
  }

  private boolean sourceFits(Facts facts) {
    return source == null || source.equals(facts.alert().source());
  }

  private boolean tagsFit(Facts facts) {
    for (var all : tags) {
      if (hasAll(all, facts)) {
        return true;
      }
    }
    return tags.length == 0;
  }

  private static boolean hasAll(int[] tags, Facts facts) {
    for (var tag : tags) {
      if (!facts.has(tag)) {
        return false;
      }
    }
    return true;
  }

  private boolean termsFit(Facts facts) {
    for (var all : terms) {
      if (allHold(all, facts)) {
        return true;
      }
    }
    return terms.length == 0;
  }

  private static boolean allHold(Term[] terms, Facts facts) {
    for (var term : terms) {
      if (!facts.holds(term.field(), term.equal(), term.text())) {
        return false;
      }
    }
    return true;
  }
}
