package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One criterion of a rule, to be held against alerts. */
sealed interface Criterion {
  /** The key in rule files. */
  String key();

  /** Whether it holds for the alert. */
  boolean holds(FalcoAlert alert);

  /** What the rule asks for, as it is written in rule files. */
  String wanted();

  /** What the alert has of it. */
  String found(FalcoAlert alert);

  /**
   * The criteria given, the cheap ones first.
   *
   * @param open output fields of which nobody knows yet what they hold
   */
  static List<Criterion> of(MatchCriteria match, Set<String> open) {
    var criteria = new ArrayList<Criterion>();
    if (!match.rules().isEmpty()) {
      criteria.add(new Rules(match.rules()));
    }
    match.priority().map(Severity::new).ifPresent(criteria::add);
    match.source().map(Source::new).ifPresent(criteria::add);
    if (!match.tags().isEmpty()) {
      criteria.add(new Tags(match.tags()));
    }
    if (!match.outputFields().isEmpty()) {
      criteria.add(new Fields(match.outputFields(), open));
    }
    return List.copyOf(criteria);
  }

  /** {@code rules}: the Falco rule is one of these. */
  record Rules(Set<String> names) implements Criterion {
    @Override
    public String key() {
      return "rules";
    }

    @Override
    public boolean holds(FalcoAlert alert) {
      return names.contains(alert.rule());
    }

    @Override
    public String wanted() {
      return String.join(" | ", new TreeSet<>(names));
    }

    @Override
    public String found(FalcoAlert alert) {
      return alert.rule();
    }
  }

  /** {@code priority}: an alert without a priority that Falco knows fulfils none. */
  record Severity(PriorityRange range) implements Criterion {
    @Override
    public String key() {
      return "priority";
    }

    @Override
    public boolean holds(FalcoAlert alert) {
      return alert.priority().filter(this::accepts).isPresent();
    }

    boolean accepts(Priority sent) {
      var order = sent.compareTo(range.level());
      return switch (range.comparison()) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUAL -> order == 0;
        case AT_LEAST -> order >= 0;
        case GREATER -> order > 0;
      };
    }

    @Override
    public String wanted() {
      return Priorities.print(range);
    }

    @Override
    public String found(FalcoAlert alert) {
      return alert.priority().map(Priority::word).orElse("none");
    }
  }

  /** {@code source}: the same source. */
  record Source(String name) implements Criterion {
    @Override
    public String key() {
      return "source";
    }

    @Override
    public boolean holds(FalcoAlert alert) {
      return name.equals(alert.source());
    }

    @Override
    public String wanted() {
      return name;
    }

    @Override
    public String found(FalcoAlert alert) {
      return alert.source();
    }
  }

  /** {@code tags}: all tags of one of the sets. */
  record Tags(List<Set<String>> alternatives) implements Criterion {
    @Override
    public String key() {
      return "tags";
    }

    @Override
    public boolean holds(FalcoAlert alert) {
      for (var tags : alternatives) {
        if (alert.tags().containsAll(tags)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String wanted() {
      return String.join(" | ", alternatives.stream().map(Tags::print).toList());
    }

    @Override
    public String found(FalcoAlert alert) {
      return alert.tags().isEmpty() ? "none" : print(alert.tags());
    }

    private static String print(Set<String> tags) {
      return String.join(", ", new TreeSet<>(tags));
    }
  }

  /**
   * {@code output_fields}: all terms of one of the lists; one on an open field holds until then.
   */
  record Fields(List<List<FieldTerm>> alternatives, Set<String> open) implements Criterion {
    @Override
    public String key() {
      return "output_fields";
    }

    @Override
    public boolean holds(FalcoAlert alert) {
      var values = alert.fields().values();
      for (var terms : alternatives) {
        if (allHold(terms, values)) {
          return true;
        }
      }
      return false;
    }

    private boolean allHold(List<FieldTerm> terms, java.util.Map<String, String> values) {
      for (var term : terms) {
        if (!open.contains(term.field())
            && term.value().equals(values.get(term.field())) != term.equal()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String wanted() {
      return String.join(" | ", alternatives.stream().map(FieldTerms::print).toList());
    }

    @Override
    public String found(FalcoAlert alert) {
      var names = alternatives.stream().flatMap(List::stream).map(FieldTerm::field).distinct();
      return String.join(
          ", ",
          names
              .map(name -> open.contains(name) ? name + " not known yet" : found(alert, name))
              .toList());
    }

    private static String found(FalcoAlert alert, String name) {
      return alert.fields().get(name).map(value -> name + "=" + value).orElse(name + " absent");
    }
  }
}
