package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictnessTest {
  @Test
  void aProblemSaysWhereWhatAndWhatToWriteInstead() {
    var file =
        Rules.TERMINATE + "- rule: Shell\n  mach: {}\n  actions: [{action: Terminate Pod}]\n";

    assertThat(Rules.problems(file))
        .containsExactly(
            "rules.yaml:4: rule \"Shell\": there is no key \"mach\" here; write one of: rule, description, match,"
                + " actions, dry_run, continue, target_by_name, approval");
  }

  @Test
  void allProblemsOfAFileAreReportedAtOnce() {
    var problems =
        Rules.problems(
            """
            - action: Kill
              actionner: kubernetes:exec
              parameters: {x: 1}
            - rule: A
              continue: yes
              match: {priority: Info, tags: ["a b"], nothing: 1}
              actions: [{action: Nowhere}]
            - rule: B
            - what: ever
            """);

    assertThat(problems)
        .anyMatch(p ->
            p.startsWith(
                "rules.yaml:2: action \"Kill\": \"kubernetes:exec\" is an actionner of falco-talon that is not supported here yet; write one of: kubernetes:terminate"))
        .anyMatch(
            p -> p.startsWith("rules.yaml:5: rule \"A\": continue is \"yes\"; write true or false"))
        .anyMatch(p -> p.startsWith("rules.yaml:6: rule \"A\": priority is \"Info\"; write"))
        .anyMatch(p -> p.startsWith("rules.yaml:6: rule \"A\": \"a b\" is no tag; write"))
        .anyMatch(
            p -> p.startsWith("rules.yaml:6: rule \"A\": there is no key \"nothing\" here; write"))
        .anyMatch(p ->
            p.startsWith(
                "rules.yaml:7: rule \"A\", action \"Nowhere\": there is no action \"Nowhere\""))
        .anyMatch(p -> p.startsWith("rules.yaml:8: rule \"B\": the rule has no action; give"))
        .anyMatch(p -> p.startsWith("rules.yaml:9: an item is neither a rule nor an action; start"))
        .hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "priority: Info",
        "priority: '=>Error'",
        "priority: '!=Error'",
        "priority: urgent",
        "priority: '>= Notice'",
        "priority: ' Notice'",
        "priority: 4",
        "priority: ['Notice']",
        "priority: '==Error'",
        "tags: shell",
        "tags: ['']",
        "tags: ['a,,b']",
        "tags: ['a,']",
        "tags: ['a b']",
        "tags: ['a*']",
        "tags: [1059]",
        "tags: [null]",
        "tags: []",
        "tags: [[a]]",
        "tags: [true]",
        "tags: [2024-01-01]",
        "source: ''",
        "source: 1",
        "source: [syscall]",
        "source:",
        "source: 2024-01-01",
        "rules: Terminal shell",
        "rules: [1]",
        "rules: [' ']",
        "rules: []",
        "rules:",
        "rules: {a: b}",
        "rules: [~]",
        "output_fields: ['a']",
        "output_fields: ['']",
        "output_fields: ['a =x']",
        "output_fields: ['a !=x']",
        "output_fields: ['=x']",
        "output_fields: ['!=x']",
        "output_fields: ['a=x,']",
        "output_fields: [',a=x']",
        "output_fields: ['a=x, b']",
        "output_fields: ['a=\"x']",
        "output_fields: ['a=\"x\"y']",
        "output_fields: ['a=x\"y']",
        "output_fields: ['a b=x']",
        "output_fields: ['a>x']",
        "output_fields: ['ä=x']",
        "output_fields: [{a: x}]",
        "output_fields: a=x",
        "output_field: ['a=x']",
        "Rules: [x]",
        "<<: {rules: [x]}"
      })
  void aCriterionThatCouldBeMisreadIsRejected(String criterion) {
    assertThat(Rules.problems(Rules.matching(criterion)))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:5: rule \"R\": ");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "false, false",
    "'\"true\"', true",
    "'\"false\"', false",
    "'''true''', true",
    "True, true",
    "FALSE, false"
  })
  void flagsAreBooleansOrTheirWords(String written, boolean meant) {
    var file =
        Rules.TERMINATE
            + "- rule: R\n  dry_run: %s\n  actions: [{action: Terminate Pod}]\n".formatted(written);

    assertThat(Rules.loaded(file).book().rules().getFirst().dryRun()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "no",
        "on",
        "1",
        "0",
        "'True'",
        "\"\"",
        "[]",
        "{}",
        "~",
        "",
        "truee",
        "2024-01-01"
      })
  void anythingElseIsNoFlag(String written) {
    for (var key : new String[] {"dry_run", "continue", "target_by_name"}) {
      var file =
          Rules.TERMINATE
              + "- rule: R\n  %s: %s\n  actions: [{action: Terminate Pod}]\n"
                  .formatted(key, written);
      assertThat(Rules.problems(file))
          .singleElement()
          .asString()
          .contains(key + " is ")
          .endsWith("write true or false");
    }
    for (var key : new String[] {"ignore_errors", "continue"}) {
      var file =
          "- action: T\n  actionner: kubernetes:terminate\n  %s: %s\n".formatted(key, written);
      assertThat(Rules.problems(file)).singleElement().asString().contains("write true or false");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|\"true\"",
        "Required|\"Required\"",
        "optional|\"optional\"",
        "7|\"7\"",
        "[required]|a list",
        "{by: me}|a map",
      })
  void theOnlyApprovalIsRequired(String written, String found) {
    var file =
        Rules.TERMINATE
            + "- rule: R\n  approval: %s\n  actions: [{action: Terminate Pod}]\n"
                .formatted(written);

    assertThat(Rules.problems(file))
        .containsExactly(
            "rules.yaml:4: rule \"R\": approval is %s; write required, or leave the key out"
                .formatted(found));
  }

  @ParameterizedTest
  @ValueSource(strings = {"required", "\"required\"", "'required'"})
  void ruleThatRequiresApprovalSaysSo(String written) {
    var rule = Rules.TERMINATE + "- rule: R\n%s  actions: [{action: Terminate Pod}]\n";

    assertThat(Rules.loaded(rule.formatted("  approval: " + written + "\n")).book().rules())
        .singleElement()
        .matches(ResponseRule::needsApproval);
    assertThat(Rules.loaded(rule.formatted("")).book().rules())
        .singleElement()
        .matches(one -> !one.needsApproval());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- rule: 7\n  actions: [{action: T}]",
        "- rule:\n  actions: [{action: T}]",
        "- rule: ' '\n  actions: [{action: T}]",
        "- rule: [a]\n  actions: [{action: T}]",
        "- rule: 2024-01-01\n  actions: [{action: T}]",
        "- rule: true\n  actions: [{action: T}]",
        "- action: ''\n  actionner: kubernetes:terminate",
        "- action: 7\n  actionner: kubernetes:terminate",
        "- rule: R\n  actions: [{actionner: 'kubernetes:terminate'}]",
        "- rule: R\n  actions: [T]",
        "- rule: R\n  actions: []",
        "- rule: R\n  actions: T",
        "- rule: R",
        "- rule: R\n  action: T",
        "- action: U",
        "- rule: R\n  actions: [{action: U}]",
        "- text",
        "- [a]",
        "- {}",
        "- 7",
        "- action: U\n  actionner: 7",
        "- action: U\n  actionner: terminate",
        "- action: U\n  actionner: Kubernetes:terminate",
        "- action: U\n  actionner: kubernetes:terminate\n  action_type: kubernetes:terminate",
        "- rule: R\n  description: 7\n  actions: [{action: T}]",
        "- rule: R\n  match: all\n  actions: [{action: T}]",
        "- rule: R\n  match:\n  actions: [{action: T}]",
        "- rule: R\n  match: []\n  actions: [{action: T}]",
        "- rule: R\n  notifiers: [slack]\n  actions: [{action: T}]",
        "- action: U\n  actionner: kubernetes:terminate\n  output: {}",
        "- action: U\n  actionner: kubernetes:terminate\n  parameters: [a]",
        "- rule: \"a\\x00b\"\n  actions: [{action: T}]"
      })
  void anItemThatIsNotWhole(String item) {
    var file = "- action: T\n  actionner: kubernetes:terminate\n" + item + "\n";

    assertThat(Rules.problems(file))
        .isNotEmpty()
        .allMatch(problem -> !problem.startsWith("rules.yaml:1:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'5'",
        "-1",
        "3601",
        "1.0",
        "1e2",
        "+5",
        "05",
        "0x5",
        "true",
        "~",
        "[5]",
        "{a: 5}",
        "[[5], {a: [5]}]",
        "99999999999999999999",
        "five",
        "5s"
      })
  void aGracePeriodIsAWholeNumberOfSeconds(String written) {
    assertThat(Rules.problems(terminate("grace_period_seconds: " + written)))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:4: action \"T\": parameter grace_period_seconds is ")
        .endsWith("; write a whole number from 0 to 3600, without quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grace_period: 5",
        "gracePeriodSeconds: 5",
        "ignoreDaemonsets: true",
        "ignore_standalone_pod: true",
        "min_healthy: '1'"
      })
  void aParameterThatTheActionnerDoesNotHaveIsRejected(String parameter) {
    assertThat(Rules.problems(terminate(parameter)))
        .singleElement()
        .asString()
        .contains("kubernetes:terminate has no parameter")
        .endsWith(
            "write one of: grace_period_seconds, ignore_daemonsets, ignore_statefulsets,"
                + " ignore_standalone_pods, min_healthy_replicas");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "1",
        "'True'",
        "\"\"",
        "[]",
        "{}",
        "~",
        "",
        "truee",
        "2024-01-01",
        "[true]"
      })
  void anOwnerIsIgnoredOrNot(String written) {
    for (var name : List.of("ignore_daemonsets", "ignore_statefulsets", "ignore_standalone_pods")) {
      assertThat(Rules.problems(terminate(name + ": " + written)))
          .singleElement()
          .asString()
          .startsWith("rules.yaml:4: action \"T\": parameter " + name + " is ")
          .endsWith("; write true or false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "'0'",
        "0%",
        "101%",
        "1000000000",
        "9999999999%",
        "-1",
        "-1%",
        "'01'",
        "010",
        "1.5",
        "'1.5'",
        "33.3%",
        "'%'",
        "'5 %'",
        "' 5'",
        "5%%",
        "'%5'",
        "half",
        "true",
        "~",
        "''",
        "1e2",
        "0x5",
        "+5",
        "٣%",
        "[1]",
        "{a: 1}"
      })
  void aMinimumIsACountOrAPercentage(String written) {
    assertThat(Rules.problems(terminate("min_healthy_replicas: " + written)))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:4: action \"T\": parameter min_healthy_replicas is ")
        .endsWith(
            "; write how many replicas, from 1, such as \"2\", or how much of them, from \"1%\" to \"100%\"");
  }

  private static String terminate(String parameter) {
    return "- action: T\n  actionner: kubernetes:terminate\n  parameters:\n    %s\n"
            .formatted(parameter)
        + "- rule: R\n  match: {rules: [x]}\n  actions: [{action: T}]\n";
  }

  @Test
  void aRuleWithoutCriteriaIsAcceptedWithAWarningThatNamesIt() {
    var loaded =
        Rules.loaded(Rules.TERMINATE + "- rule: All of it\n  actions: [{action: Terminate Pod}]\n");

    assertThat(loaded.warnings())
        .singleElement()
        .asString()
        .startsWith("rules.yaml:3: rule \"All of it\": the rule matches every alert; ");
    assertThat(Rules.loaded(Rules.matching("rules: [x]")).warnings()).isEmpty();
  }
}
