package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import dev.falcoresponder.model.Priority;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that an alert has or has not, and by which rules that ask for it can be found. */
sealed interface AlertKey {
  /** The alert is of this Falco rule. */
  record Name(String rule) implements AlertKey {}

  /** It comes from this source. */
  record Source(String name) implements AlertKey {}

  /** It is this severe. */
  record Severity(Priority priority) implements AlertKey {}

  /** It has this tag. */
  record Tag(String tag) implements AlertKey {}

  /** It has this output field, with this text. */
  record Value(String field, String text) implements AlertKey {}

  /**
   * What the rule asks for, by criterion. Of a criterion one alternative must hold, which takes all
   * of its keys. An alternative without a key may hold for any alert.
   */
  static Stream<List<Set<AlertKey>>> of(MatchCriteria match) {
    var names = match.rules().stream().map(rule -> only(new Name(rule))).toList();
    var values = match.outputFields().stream().map(all -> values(all, true)).toList();
    var tags = match.tags().stream().map(AlertKey::tags).toList();
    var source = match.source().stream().map(name -> only(new Source(name))).toList();
    var priorities = match.priority().stream().flatMap(AlertKey::severities).toList();
    return Stream.of(names, values, tags, source, priorities)
        .filter(alternatives -> !alternatives.isEmpty());
  }

  /**
   * Keys of which an alert must have none: of {@code k8s.ns.name!=falco}, the namespace. Where a
   * rule has alternatives another of them may hold, so there are none.
   */
  static Set<AlertKey> unwanted(MatchCriteria match) {
    return match.outputFields().size() == 1
        ? values(match.outputFields().getFirst(), false)
        : Set.of();
  }

  private static Set<AlertKey> only(AlertKey key) {
    return Set.of(key);
  }

  private static Stream<Set<AlertKey>> severities(PriorityRange range) {
    return Stream.of(Priority.values())
        .filter(new Criterion.Severity(range)::accepts)
        .map(priority -> only(new Severity(priority)));
  }

  private static Set<AlertKey> tags(Set<String> tags) {
    return tags.stream().map(Tag::new).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<AlertKey> values(List<FieldTerm> terms, boolean equal) {
    return terms.stream()
        .filter(term -> term.equal() == equal)
        .map(term -> new Value(term.field(), term.value()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
