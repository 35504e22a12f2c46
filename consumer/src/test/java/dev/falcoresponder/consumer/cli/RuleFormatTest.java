package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Items, keys and flags of rule files, and the order in which rules and actions run. Criteria are
 * in {@link RuleMatchingTest}, several files in {@link RuleMergingTest}.
 */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleFormatTest {
  private static final String ACTION = "- action: T\n  actionner: kubernetes:terminate\n";
  private static final String RULE = "- rule: R\n  match: {rules: [A]}\n  actions: [{action: T}]\n";

  @TempDir private Path folder;

  @Test
  void fileOfEveryKeyIsAccepted() {
    var file =
        """
        - action: Terminate Pod
          actionner: kubernetes:terminate
          description: It ends.
          continue: "true"
          ignore_errors: "false"
          parameters: { grace_period_seconds: 5 }
        - action: The same by its other word
          action_type: kubernetes:terminate
        - rule: Shell in a container
          description: Nobody should.
          dry_run: "true"
          continue: "false"
          match:
            rules: [Terminal shell in container]
            priority: ">=Notice"
            tags: ["container, shell", "T1059"]
            source: syscall
            output_fields: ["k8s.ns.name!=kube-system, k8s.ns.name!=falco"]
          actions:
            - action: Terminate Pod
              parameters: { grace_period_seconds: 1 }
            - action: Defined here
              actionner: kubernetes:terminate
              description: Again.
              continue: false
              ignore_errors: true
        """;

    assertThat(new TypedRules(folder).accepted(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - text                | 1.yaml:1: an item is text, not a map; start each item with `rule:` or `action:`
          - [rule]              | 1.yaml:1: an item is a list, not a map; start each item with `rule:` or `action:`
          - {description: x}    | 1.yaml:1: an item is neither a rule nor an action; start each item with `rule:` or `action:`
          - {rule: R, action: T} | 1.yaml:1: an item is both a rule and an action; start each item with `rule:` or `action:`
          rule: R               | 1.yaml:1: the file is a map, not a list; start each item with `- rule:` or `- action:`
          text                  | 1.yaml:1: the file is text, not a list; start each item with `- rule:` or `- action:`
          """)
  void itemThatIsNeitherRuleNorActionIsRefused(String text, String problem) {
    assertThat(new TypedRules(folder).refused(text + "\n")).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mach: {rules: [A]} | there is no key "mach" here; write one of: rule, description, match, actions, dry_run, continue
          ignore_errors: true | there is no key "ignore_errors" here; write one of: rule, description, match, actions, dry_run, continue
          Continue: true     | there is no key "Continue" here; write one of: rule, description, match, actions, dry_run, continue
          description: 7     | description is a number, not text; put it in quotes: "7"
          """)
  void keyOrValueThatARuleDoesNotHaveIsRefused(String line, String problem) {
    assertThat(new TypedRules(folder).refused(ACTION + RULE + "  " + line + "\n"))
        .singleElement()
        .asString()
        .startsWith("1.yaml:6: rule \"R\": " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dry_run: true      | there is no key "dry_run" here; write one of: action, description, actionner, action_type, continue, ignore_errors, parameters
          grace_period_seconds: 5 | there is no key "grace_period_seconds" here; write one of: action, description, actionner, action_type, continue, ignore_errors, parameters
          parameters: [a]    | parameters is a list, not a map; write keys and values under it, or leave the key out
          action_type: kubernetes:terminate | there are both actionner and action_type; write one of them
          """)
  void keyOrValueThatAnActionDoesNotHaveIsRefused(String line, String problem) {
    assertThat(new TypedRules(folder).refused(ACTION + "  " + line + "\n" + RULE))
        .containsExactly("1.yaml:3: action \"T\": " + problem);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"true\"', true", "'\"false\"', false", "TRUE, true"})
  void flagIsABooleanOrItsWordInQuotes(String written, boolean meant) {
    var rules = new TypedRules(folder);
    var rule = RULE + "  dry_run: %1$s\n  continue: %1$s\n".formatted(written);
    var action = ACTION + "  continue: %1$s\n  ignore_errors: %1$s\n".formatted(written);

    assertThat(rules.printed(action + rule))
        .contains("  continue: %1$s\n  ignore_errors: %1$s\n\n".formatted(meant))
        .contains("  dry_run: %1$s\n  continue: %1$s\n".formatted(meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "1", "\"True\"", "\"yes\"", "\"\"", "~", "[true]"})
  void anyOtherFlagIsRefused(String written) {
    var rules = new TypedRules(folder);

    for (var key : List.of("dry_run", "continue", "target_by_name")) {
      assertThat(rules.refused(ACTION + RULE + "  %s: %s\n".formatted(key, written)))
          .singleElement()
          .asString()
          .startsWith("1.yaml:6: rule \"R\": " + key + " is ")
          .endsWith("; write true or false");
    }
    for (var key : List.of("continue", "ignore_errors")) {
      assertThat(rules.refused(ACTION + "  %s: %s\n".formatted(key, written) + RULE))
          .singleElement()
          .asString()
          .startsWith("1.yaml:3: action \"T\": " + key + " is ")
          .endsWith("; write true or false");
    }
  }

  @Test
  void allProblemsOfAFileAreToldAtOnce() {
    var file =
        """
        - action: Kill
          actionner: kubernetes:terminate
          parameters: { grace_period_seconds: 1h, force: true }
        - rule: Shell
          match:
            priority: Info
            tags: ["a b"]
            rule: [Terminal shell in container]
          dry_run: maybe
          notifiers: [slack]
          actions: [{ action: Kil }]
        """;

    assertThat(new TypedRules(folder).refused(file))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("1.yaml:3: action \"Kill\": parameter grace_period"),
            p -> assertThat(p).startsWith("1.yaml:3: action \"Kill\": kubernetes:terminate has no"),
            p -> assertThat(p).startsWith("1.yaml:6: rule \"Shell\": priority is \"Info\"; write "),
            p -> assertThat(p).startsWith("1.yaml:7: rule \"Shell\": \"a b\" is no tag; write "),
            p ->
                assertThat(p).startsWith("1.yaml:8: rule \"Shell\": there is no key \"rule\" here"),
            p -> assertThat(p).startsWith("1.yaml:9: rule \"Shell\": dry_run is \"maybe\"; write "),
            p -> assertThat(p).startsWith("1.yaml:10: rule \"Shell\": notifiers is a key of falco"),
            p ->
                assertThat(p).startsWith("1.yaml:11: rule \"Shell\", action \"Kil\": there is no"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, One Two Three", "true, One Two Three", "false, One"})
  void matchingRulesRunInTheOrderOfTheFileUpToOneThatDoesNotContinue(String flag, String run) {
    var file =
        ACTION
            + RULE.replace(" R", " One")
            + (flag == null ? "" : "  continue: " + flag + "\n")
            + RULE.replace(" R", " Other").replace("[A]", "[B]")
            + "  continue: false\n"
            + RULE.replace(" R", " Two").replace("rules: [A]", "source: syscall")
            + RULE.replace(" R", " Three");

    assertThat(running(new TypedRules(folder).explained(TypedRules.ALERT_WITH_POD, file)))
        .containsExactly(run.split(" "));
  }

  /** What the block and the rule say of an action; this one stops where neither says anything. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, false",
        "true, -, true",
        "-, '\"true\"', true",
        "'\"false\"', -, false",
        "true, false, false",
        "false, true, true"
      })
  void nextActionRunsIfTheOneBeforeItContinues(String block, String own, boolean runs) {
    var file =
        ACTION
            + (block == null ? "" : "  continue: " + block + "\n")
            + "- rule: R\n  match: {rules: [A]}\n  actions:\n  - action: T\n"
            + (own == null ? "" : "    continue: " + own + "\n")
            + "  - {action: Next, actionner: 'kubernetes:terminate'}\n";

    assertThat(actions(file)).hasSize(2).first().asString().contains("\"runs\":true");
    assertThat(actions(file).getLast().toString()).contains("\"runs\":" + runs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                    | the rule matches
          dry_run: true        | the rule matches, and says dry_run: the API server is asked, and nothing is done
          dry_run: "true"      | the rule matches, and says dry_run: the API server is asked, and nothing is done
          dry_run: false       | the rule matches
          approval: required   | the rule matches, and a person has to approve
          """)
  void ruleSaysUnderWhichReserveItsActionsRun(String line, String why) {
    var file = ACTION + RULE + (line == null ? "" : "  " + line + "\n");

    assertThat(actions(file).getFirst().getAsJsonObject().get("why").getAsString()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          approval: true     | approval is "true"; write required, or leave the key out
          approval: Required | approval is "Required"; write required, or leave the key out
          approval: [me]     | approval is a list; write required, or leave the key out
          """)
  void approvalIsRequiredOrNotMentioned(String line, String problem) {
    assertThat(new TypedRules(folder).refused(ACTION + RULE + "  " + line + "\n"))
        .containsExactly("1.yaml:6: rule \"R\": " + problem);
  }

  private List<JsonElement> actions(String file) {
    return new TypedRules(folder)
        .explained(TypedRules.ALERT_WITH_POD, file)
        .getFirst()
        .getAsJsonObject()
        .getAsJsonArray("actions")
        .asList();
  }

  /** Names of the rules whose first action runs. */
  private static List<String> running(List<JsonElement> rules) {
    return rules.stream()
        .map(JsonElement::getAsJsonObject)
        .filter(rule ->
            rule.getAsJsonArray("actions").get(0).getAsJsonObject().get("runs").getAsBoolean())
        .map(rule -> rule.get("rule").getAsString())
        .toList();
  }
}
