package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rules that are live, never changed. Rules that name Falco rules are found by that name, so
 * that noise costs little however many there are.
 */
public final class RuleBook {
  private static final int[] NONE = {};

  private final List<ResponseRule> rules;
  private final Vocabulary vocabulary;
  private final List<CompiledRule> compiled;
  private final Map<String, int[]> byName;
  private final int[] forAnyName;
  private final Set<String> fields;

  private RuleBook(List<ResponseRule> rules) {
    this.rules = List.copyOf(rules);
    this.vocabulary = new Vocabulary(this.rules);
    this.compiled = this.rules.stream().map(rule -> new CompiledRule(rule, vocabulary)).toList();
    this.byName = index(this.rules);
    this.forAnyName =
        IntStream.range(0, rules.size())
            .filter(i -> rules.get(i).match().rules().isEmpty())
            .toArray();
    this.fields =
        rules.stream()
            .flatMap(rule -> rule.match().outputFields().stream())
            .flatMap(List::stream)
            .map(FieldTerm::field)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** A book of these rules, in this order. */
  public static RuleBook of(List<ResponseRule> rules) {
    return new RuleBook(rules);
  }

  private static Map<String, int[]> index(List<ResponseRule> rules) {
    var named = new HashMap<String, IntStream.Builder>();
    for (var i = 0; i < rules.size(); i++) {
      for (var name : rules.get(i).match().rules()) {
        named.computeIfAbsent(name, _ -> IntStream.builder()).add(i);
      }
    }
    return named.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> entry.getValue().build().toArray()));
  }

  /** The rules in file order. */
  public List<ResponseRule> rules() {
    return rules;
  }

  /** The output fields that some rule looks at: what the decoder has to keep. */
  public Set<String> fields() {
    return fields;
  }

  /**
   * The rules that want a response, up to and including the first that does not continue; or that
   * there is none. Where the alert's pod is still sought, these are rules that may want one: a term
   * on what the pod will tell holds until then.
   */
  public Step<WantedAlert> match(DecodedAlert decoded) {
    var matching = matching(decoded);
    return matching.isEmpty()
        ? Step.end(new Outcome.Ignored(Reason.NO_RULE, "no rule matches"))
        : Step.next(new WantedAlert(decoded, matching));
  }

  private List<ResponseRule> matching(DecodedAlert decoded) {
    var named = byName.getOrDefault(decoded.alert().rule(), NONE);
    var facts = vocabulary.facts(decoded);
    var matching = new ArrayList<ResponseRule>();
    var n = 0;
    var a = 0;
    while (n < named.length || a < forAnyName.length) {
      var takeNamed = a == forAnyName.length || (n < named.length && named[n] < forAnyName[a]);
      var candidate = compiled.get(takeNamed ? named[n++] : forAnyName[a++]);
      if (candidate.matches(facts)) {
        matching.add(candidate.rule());
        if (!candidate.rule().continues()) {
          break;
        }
      }
    }
    return matching;
  }

  /** For every rule in file order whether it matches, and why. */
  public List<RuleExplanation> explain(DecodedAlert decoded) {
    var explanations = new ArrayList<RuleExplanation>();
    var stoppedBy = Optional.<String>empty();
    for (var rule : rules) {
      var explanation = new RuleExplanation(rule, explain(rule, decoded), stoppedBy);
      explanations.add(explanation);
      if (stoppedBy.isEmpty() && explanation.matched() && !rule.continues()) {
        stoppedBy = Optional.of(rule.name());
      }
    }
    return explanations;
  }

  private static List<CriterionExplanation> explain(ResponseRule rule, DecodedAlert decoded) {
    var alert = decoded.alert();
    return Criterion.of(rule.match(), decoded.openFields()).stream()
        .map(criterion ->
            new CriterionExplanation(
                criterion.key(),
                criterion.holds(alert),
                criterion.wanted(),
                criterion.found(alert)))
        .toList();
  }
}
