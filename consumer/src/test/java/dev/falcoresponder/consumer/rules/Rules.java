package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import java.util.List;

/** Rule files for tests. */
final class Rules {
  /** An action block. */
  static final String TERMINATE =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate
      """;

  private Rules() {}

  /** What a file that must be right loads as. */
  static RuleFiles.Load.Loaded loaded(String text) {
    return switch (RuleFiles.load("rules.yaml", text)) {
      case RuleFiles.Load.Loaded loaded -> loaded;
      case RuleFiles.Load.Broken(List<Problem> problems) ->
          throw new AssertionError("broken: " + problems);
    };
  }

  /** What a file that must be wrong is told, as printed. */
  static List<String> problems(String text) {
    return switch (RuleFiles.load("rules.yaml", text)) {
      case RuleFiles.Load.Loaded loaded ->
          throw new AssertionError("loaded: " + loaded.book().rules());
      case RuleFiles.Load.Broken(List<Problem> problems) -> {
        assertThat(problems).allSatisfy(Rules::checkForm);
        yield problems.stream().map(Problem::toString).toList();
      }
    };
  }

  private static void checkForm(Problem problem) {
    assertThat(problem.toString())
        .startsWith("rules.yaml:")
        .contains("; ")
        .doesNotContain("\n")
        .hasSizeLessThan(1000);
    assertThat(problem.place().line()).isPositive();
  }

  /** A rule named {@code R} with this under {@code match}. */
  static String matching(String match) {
    return TERMINATE
        + "- rule: R\n  match:\n"
        + match.indent(4)
        + "  actions:\n    - action: Terminate Pod\n";
  }

  /** Whether a rule with this under {@code match} matches the alert. */
  static boolean matches(String match, String alert) {
    return !matchingRules(matching(match), alert).isEmpty();
  }

  /** The names of the rules that match the alert. */
  static List<String> matchingRules(String file, String alert) {
    var book = loaded(file).book();
    var decoded = Alerts.decoded(alert, book.fields().toArray(String[]::new));
    return names(book.match(decoded));
  }

  /** The names of the rules that want a response; none if the alert ends there, which says so. */
  static List<String> names(Step<WantedAlert> match) {
    return switch (match) {
      case Step.Next<WantedAlert>(WantedAlert wanted) ->
          wanted.rules().stream().map(ResponseRule::name).toList();
      case Step.End<WantedAlert>(Outcome outcome) -> {
        assertThat(outcome.reason()).contains("NO_RULE");
        yield List.of();
      }
    };
  }

  /** An alert about pod {@code d/p} with these entries besides, and these output fields. */
  static String alert(String entries, String fields) {
    return "{%s%s\"output_fields\":{\"k8s.ns.name\":\"d\",\"k8s.pod.name\":\"p\"%s%s}}"
        .formatted(entries, entries.isEmpty() ? "" : ",", fields.isEmpty() ? "" : ",", fields);
  }
}
