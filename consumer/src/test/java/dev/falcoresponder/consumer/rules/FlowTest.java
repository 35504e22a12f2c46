package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowTest {
  private static final String ALERT = Rules.alert("\"rule\":\"F\"", "");

  private static String rule(String name, String more) {
    return "- rule: %s\n  match: {rules: [F]}\n  actions: [{action: Terminate Pod}]\n%s"
        .formatted(name, more.indent(2));
  }

  @Test
  void allMatchingRulesRunInFileOrder() {
    var other = "- rule: No\n  match: {rules: [G]}\n  actions: [{action: Terminate Pod}]\n";
    var any = "- rule: Any\n  match: {source: syscall}\n  actions: [{action: Terminate Pod}]\n";

    assertThat(
            Rules.matchingRules(
                Rules.TERMINATE + rule("A", "") + other + any + rule("B", ""), ALERT))
        .containsExactly("A", "Any", "B");
  }

  @ParameterizedTest
  @CsvSource({"continue: false, 1", "continue: true, 2", "'', 2"})
  void aRuleThatDoesNotContinueIsTheLast(String more, int rules) {
    assertThat(Rules.matchingRules(Rules.TERMINATE + rule("A", more) + rule("B", ""), ALERT))
        .hasSize(rules);
  }

  @Test
  void aRuleThatDoesNotMatchStopsNothing() {
    var stopper =
        "- rule: No\n  continue: false\n  match: {rules: [G]}\n  actions: [{action: Terminate Pod}]\n";

    assertThat(Rules.matchingRules(Rules.TERMINATE + stopper + rule("A", ""), ALERT))
        .containsExactly("A");
  }

  @Test
  void anAlertWithoutPodIsWantedIfARuleMatches() {
    var book = Rules.loaded(Rules.TERMINATE + rule("A", "")).book();
    var noPod = Alerts.decoded("{\"rule\":\"F\"}");

    assertThat(book.match(noPod)).isEqualTo(Step.next(new WantedAlert(noPod, book.rules())));
    assertThat(book.match(Alerts.decoded("{\"rule\":\"G\"}")))
        .isEqualTo(Step.end(new Outcome.Ignored(Reason.NO_RULE, "no rule matches")));
  }

  @Test
  void aBookWithoutRulesIgnoresEverything() {
    var book = RuleBook.of(java.util.List.of());

    assertThat(book.match(Alerts.decoded(ALERT))).isInstanceOf(Step.End.class);
    assertThat(book.fields()).isEmpty();
  }

  @Test
  void defaultsAreThoseOfTheFormat() {
    var rule = Rules.loaded(Rules.TERMINATE + rule("A", "")).book().rules().getFirst();

    assertThat(rule.continues()).isTrue();
    assertThat(rule.dryRun()).isFalse();
    assertThat(rule.targetsByName()).isFalse();
    assertThat(rule.actions())
        .containsExactly(
            new RuleAction(
                "Terminate Pod", new ActionSpec.Terminate(Duration.ofSeconds(1)), false, false));
  }

  @Test
  void whatIsWrittenBeatsTheDefaults() {
    var file =
        """
        - rule: A
          dry_run: "true"
          continue: "false"
          target_by_name: true
          match: {rules: [F]}
          actions:
            - action: Mine
              action_type: kubernetes:terminate
              continue: true
              ignore_errors: "true"
              parameters: {grace_period_seconds: 0}
        """;
    var rule = Rules.loaded(file).book().rules().getFirst();

    assertThat(rule.continues()).isFalse();
    assertThat(rule.dryRun()).isTrue();
    assertThat(rule.targetsByName()).isTrue();
    assertThat(rule.actions())
        .containsExactly(
            new RuleAction("Mine", new ActionSpec.Terminate(Duration.ZERO), true, true));
  }

  @Test
  void fieldsAreAllThatRulesLookAt() {
    var file = Rules.matching("output_fields: ['a=1, b!=2', 'c=3']");

    assertThat(Rules.loaded(file).book().fields()).containsExactlyInAnyOrder("a", "b", "c");
  }
}
