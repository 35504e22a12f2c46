package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that are live, never changed. They are found by what they ask for, so that noise costs
 * little however many there are.
 */
public final class RuleBook {
  private final List<ResponseRule> rules;
  private final Vocabulary vocabulary;
  private final List<CompiledRule> compiled;
  private final RuleIndex index;
  private final Set<String> fields;

  private RuleBook(List<ResponseRule> rules) {
    this.rules = List.copyOf(rules);
    this.vocabulary = new Vocabulary(this.rules);
    this.compiled = this.rules.stream().map(rule -> new CompiledRule(rule, vocabulary)).toList();
    this.index = new RuleIndex(this.rules);
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
    var candidates = index.candidates(decoded);
    if (candidates.isEmpty()) {
      return List.of();
    }
    var facts = vocabulary.facts(decoded);
    var matching = new ArrayList<ResponseRule>();
    for (var place = candidates.nextSetBit(0); place >= 0; ) {
      var candidate = compiled.get(place);
      place = candidates.nextSetBit(place + 1);
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
