package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MatchCriteria.Comparison;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import dev.falcoresponder.model.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
  private static final List<String> FIELDS =
      List.of("a", "b", "k8s.ns.name", "k8s.pod.name", "proc.name");

  @Test
  void theIndexFindsExactlyWhatAWalkOverAllRulesFinds() {
    var random = new Random(20_261_124);
    var matched = 0;
    for (var round = 0; round < 150; round++) {
      var rules = rules(random);
      var book = RuleBook.of(rules);
      for (var alert = 0; alert < 20; alert++) {
        var decoded = Alerts.decoded(alert(random), book.fields().toArray(String[]::new));
        var walked = walk(rules, decoded);

        assertThat(matched(book.match(decoded))).isEqualTo(walked);
        matched += walked.size();
      }
    }
    // Otherwise the two would agree about nothing.
    assertThat(matched).isGreaterThan(3_000);
  }

  @Test
  void aRuleThatAsksForWhatTheAlertHasNotIsNotLookedAt() {
    var index =
        index(
            "rules: [Other]\ntags: [x]",
            "tags: ['x, team-1', 'y']",
            "source: k8s_audit",
            "priority: '>=Error'",
            "output_fields: ['a=2, b!=1', 'a=3']",
            "rules: [R]\noutput_fields: ['a=1']");

    assertThat(index.candidates(alert("\"tags\":[\"x\"]", "\"a\":1"))).hasToString("{5}");
  }

  @Test
  void aRuleIsFoundByEachOfItsAlternatives() {
    var index =
        index(
            "rules: [R, Other]",
            "tags: ['x, team-1', 'y']",
            "source: syscall",
            "priority: '>=Notice'",
            "output_fields: ['a=2, b!=1', 'a=1']");

    assertThat(index.candidates(alert("\"tags\":[\"y\"]", "\"a\":1")))
        .hasToString("{0, 1, 2, 3, 4}");
  }

  @Test
  void aRuleThatMayMatchWithoutAnyKeyIsAlwaysLookedAt() {
    var index = index("output_fields: ['a=2', 'b!=1']", "priority: ''", "rules: [Other]");

    assertThat(index.candidates(alert("", "\"a\":1"))).hasToString("{0, 1}");
  }

  @Test
  void whatARuleWantsAbsentTakesItOut() {
    var index =
        index(
            "output_fields: ['a!=1']",
            "output_fields: ['a!=2']",
            "output_fields: ['a!=1', 'b!=1']");

    assertThat(index.candidates(alert("", "\"a\":1"))).hasToString("{1, 2}");
  }

  @Test
  void ofAllCriteriaTheRarestTellsRulesApart() {
    var match = "rules: [R]\nsource: syscall\ntags: [x]\noutput_fields: ['a=%d, b=1']";
    var index = index(IntStream.range(0, 1_000).mapToObj(match::formatted).toArray(String[]::new));

    assertThat(index.candidates(alert("\"tags\":[\"x\"]", "\"a\":17,\"b\":1"))).hasToString("{17}");
  }

  @Test
  void whileThePodIsSoughtARuleAboutItIsLookedAt() {
    var index =
        index(
            "output_fields: ['k8s.ns.name=d']",
            "output_fields: ['a=2']",
            "output_fields: ['k8s.ns.name!=<NA>']");
    var seeking =
        Alerts.decoded(
            "{\"rule\":\"R\",\"hostname\":\"n\",\"output_fields\":{\"container.id\":\"1f2e3d4c5b6a\",\"k8s.ns.name\":\"<NA>\"}}",
            "k8s.ns.name");

    assertThat(seeking.seeksPod()).isTrue();
    assertThat(index.candidates(seeking)).hasToString("{0, 2}");
  }

  private static RuleIndex index(String... matches) {
    var file = new StringBuilder(Rules.TERMINATE);
    for (var match : matches) {
      file.append("- rule: R%d%n  match:%n".formatted(file.length()))
          .append(match.indent(4))
          .append("  actions: [{action: Terminate Pod}]\n");
    }
    return new RuleIndex(Rules.loaded(file.toString()).book().rules());
  }

  private static DecodedAlert alert(String entries, String fields) {
    var more = entries.isEmpty() ? "" : "," + entries;
    return Alerts.decoded(
        Rules.alert("\"rule\":\"R\",\"priority\":\"Notice\"" + more, fields), "a", "b");
  }

  /** What the criteria say, one rule after the other. */
  private static List<ResponseRule> walk(List<ResponseRule> rules, DecodedAlert decoded) {
    var matching = new ArrayList<ResponseRule>();
    for (var rule : rules) {
      var criteria = Criterion.of(rule.match(), decoded.openFields());
      if (criteria.stream().allMatch(criterion -> criterion.holds(decoded.alert()))) {
        matching.add(rule);
        if (!rule.continues()) {
          break;
        }
      }
    }
    return matching;
  }

  private static List<ResponseRule> matched(Step<WantedAlert> step) {
    return switch (step) {
      case Step.Next<WantedAlert>(WantedAlert alert) -> alert.rules();
      case Step.End<WantedAlert>(Outcome _) -> List.of();
    };
  }

  private static List<ResponseRule> rules(Random random) {
    return IntStream.range(0, 60)
        .mapToObj(number -> {
          var goesOn = random.nextInt(20) > 0;
          return new ResponseRule(
              "R" + number, match(random), List.of(), false, goesOn, false, false);
        })
        .toList();
  }

  private static MatchCriteria match(Random random) {
    return new MatchCriteria(
        random.nextInt(3) == 0 ? words(random, "R", "S", "T") : Set.of(),
        random.nextInt(3) == 0 ? Optional.of(range(random)) : Optional.empty(),
        some(random, 3).mapToObj(_ -> words(random, "x", "y", "z")).toList(),
        random.nextInt(4) == 0 ? Optional.of(one(random, "syscall", "okta")) : Optional.empty(),
        some(random, 2).mapToObj(_ -> terms(random)).toList());
  }

  private static PriorityRange range(Random random) {
    return new PriorityRange(one(random, Comparison.values()), one(random, Priority.values()));
  }

  private static List<FieldTerm> terms(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ ->
            new FieldTerm(
                FIELDS.get(random.nextInt(FIELDS.size())),
                random.nextBoolean(),
                one(random, "1", "2", "d")))
        .toList();
  }

  /** Nothing every so often, else one or two. */
  private static IntStream some(Random random, int of) {
    return IntStream.range(0, random.nextInt(of) == 0 ? 1 + random.nextInt(2) : 0);
  }

  private static Set<String> words(Random random, String... words) {
    return random.nextBoolean()
        ? Set.of(one(random, words))
        : Set.of(words[0], words[1 + random.nextInt(words.length - 1)]);
  }

  @SafeVarargs
  private static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  private static String alert(Random random) {
    var pod =
        random.nextInt(3) == 0
            ? "\"container.id\":\"1f2e3d4c5b6a\""
            : "\"k8s.ns.name\":\"d\",\"k8s.pod.name\":\"%s\"".formatted(one(random, "1", "d"));
    var values = new StringBuilder(pod);
    for (var field : List.of("a", "b", "proc.name")) {
      if (random.nextBoolean()) {
        values.append(",\"%s\":\"%s\"".formatted(field, one(random, "1", "2", "d")));
      }
    }
    return "{\"rule\":\"%s\",\"priority\":\"%s\",\"source\":\"%s\",\"hostname\":\"n\",\"tags\":[%s],\"output_fields\":{%s}}"
        .formatted(
            one(random, "R", "S", "Q"),
            one(random, "Debug", "Notice", "Error", "Emergency", "none"),
            one(random, "syscall", "syscall", "okta"),
            one(random, "", "\"x\"", "\"x\",\"y\"", "\"z\",\"x\""),
            values);
  }
}
