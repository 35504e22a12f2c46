package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String FILE =
      Rules.matching(
          """
          rules: [B, A]
          priority: ">=Error"
          source: syscall
          tags: ["z, y", x]
          output_fields: ["k8s.ns.name!=kube-system, proc.name=sh", "gone=1"]
          """);

  @Test
  void everyCriterionIsExplainedWithBothValues() {
    var alert =
        Rules.alert(
            "\"rule\":\"C\",\"priority\":\"Critical\",\"tags\":[\"y\",\"q\"]",
            "\"proc.name\":\"bash\"");
    var book = Rules.loaded(FILE).book();
    var decoded = Alerts.decoded(alert, book.fields().toArray(String[]::new));

    var explanation = book.explain(decoded).getFirst();

    assertThat(explanation.matched()).isFalse();
    assertThat(explanation.criteria())
        .containsExactly(
            new CriterionExplanation("rules", false, "A | B", "C"),
            new CriterionExplanation("priority", true, ">=Error", "Critical"),
            new CriterionExplanation("source", true, "syscall", "syscall"),
            new CriterionExplanation("tags", false, "y, z | x", "q, y"),
            new CriterionExplanation(
                "output_fields",
                false,
                "k8s.ns.name!=kube-system, proc.name=sh | gone=1",
                "k8s.ns.name=d, proc.name=bash, gone absent"));
    assertThat(explanation.why())
        .startsWith(
            "rules does not hold: wanted A | B, found C; priority holds: wanted >=Error, found Critical;");
  }

  @Test
  void nothingInTheAlertIsExplainedAsNone() {
    var book = Rules.loaded(FILE).book();

    assertThat(book.explain(Alerts.decoded("{\"rule\":\"A\"}")).getFirst().criteria())
        .extracting(CriterionExplanation::found)
        .containsExactly(
            "A", "none", "syscall", "none", "k8s.ns.name absent, proc.name absent, gone absent");
  }

  @Test
  void aRuleBehindOneThatDoesNotContinueIsExplainedAndDoesNotRun() {
    var file =
        Rules.TERMINATE
            + "- rule: First\n  continue: false\n  actions: [{action: Terminate Pod}]\n"
            + "- rule: Second\n  actions: [{action: Terminate Pod}]\n";
    var explanations = Rules.loaded(file).book().explain(Alerts.decoded("{\"rule\":\"A\"}"));

    assertThat(explanations).extracting(RuleExplanation::matched).containsExactly(true, true);
    assertThat(explanations)
        .extracting(RuleExplanation::stoppedBy)
        .containsExactly(Optional.empty(), Optional.of("First"));
    assertThat(explanations.getFirst().why()).isEqualTo("no criterion: every alert matches");
    assertThat(explanations.getLast().why())
        .endsWith("not looked at, since rule \"First\" does not continue");
  }

  @Test
  void explanationAndMatchingAgreeOnWhateverRulesAndAlerts() {
    var random = new Random(20_260_803);
    for (var round = 0; round < 300; round++) {
      var book = Rules.loaded(randomFile(random)).book();
      var decoded = Alerts.decoded(randomAlert(random), book.fields().toArray(String[]::new));

      var explained =
          book.explain(decoded).stream()
              .filter(one -> one.matched() && one.stoppedBy().isEmpty())
              .map(RuleExplanation::rule)
              .toList();

      assertThat(matched(book.match(decoded))).isEqualTo(explained);
    }
  }

  private static List<ResponseRule> matched(Step<WantedAlert> step) {
    return switch (step) {
      case Step.Next<WantedAlert>(WantedAlert alert) -> alert.rules();
      case Step.End<WantedAlert>(Outcome _) -> List.of();
    };
  }

  private static String randomFile(Random random) {
    var file = new StringBuilder(Rules.TERMINATE);
    for (var i = 0; i < 12; i++) {
      file.append(
          "- rule: R%d%n  continue: %s%n  match:%n    source: syscall%n"
              .formatted(i, random.nextInt(6) > 0));
      var criteria =
          List.of(
              "rules: [A, B]",
              "rules: [B]",
              "priority: \">=Error\"",
              "priority: <Error",
              "tags: [x]",
              "output_fields: [f=1]",
              "output_fields: [\"k8s.ns.name=d\", \"k8s.pod.name!=p, f=1\"]",
              "output_fields: [\"f!=1\"]");
      pick(criteria, random)
          .forEach(criterion -> file.append("    ").append(criterion).append('\n'));
      file.append("  actions: [{action: Terminate Pod}]\n");
    }
    return file.toString();
  }

  /** At most one criterion of each kind. */
  private static List<String> pick(List<String> criteria, Random random) {
    var picked = new ArrayList<String>();
    for (var criterion : criteria) {
      var key = criterion.substring(0, criterion.indexOf(':'));
      if (random.nextInt(3) == 0 && picked.stream().noneMatch(other -> other.startsWith(key))) {
        picked.add(criterion);
      }
    }
    return picked;
  }

  private static String randomAlert(Random random) {
    var priority = List.of("Debug", "Error", "Critical", "none").get(random.nextInt(4));
    var alert =
        Rules.alert(
            "\"rule\":\"%s\",\"priority\":\"%s\",\"tags\":[%s]"
                .formatted(
                    "ABC".charAt(random.nextInt(3)), priority, random.nextBoolean() ? "\"x\"" : ""),
            random.nextBoolean() ? "\"f\":%d".formatted(random.nextInt(2)) : "");
    return random.nextInt(3) == 0 ? seekingItsPod(alert) : alert;
  }

  private static String seekingItsPod(String alert) {
    return alert.replace(
        "\"output_fields\":{\"k8s.ns.name\":\"d\",\"k8s.pod.name\":\"p\"",
        "\"hostname\":\"n\",\"output_fields\":{\"container.id\":\"1f2e3d4c5b6a\"");
  }
}
