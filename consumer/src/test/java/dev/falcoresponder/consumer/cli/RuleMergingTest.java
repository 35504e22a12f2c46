package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of several files, as {@code rules print} shows it. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleMergingTest {
  private static final String ACTION =
      """
      - action: T
        actionner: kubernetes:terminate
        description: ends it
        continue: false
        ignore_errors: false
        parameters:
          grace_period_seconds: 5
      """;
  private static final String RULE =
      """
      - rule: R
        description: all of it
        dry_run: false
        continue: true
        match:
          rules:
            - A
          priority: ">=Error"
          tags:
            - a, b
          source: okta
          output_fields:
            - "x=1, y!=2"
        actions:
          - action: T
      """;

  @TempDir private Path folder;

  /** A later block of one key, and the line of the first block that it changes, or none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          actionner: kubernetes:terminate     | actionner: kubernetes:terminate
          description: again                  | description: again
          continue: "true"                    | continue: true
          ignore_errors: TRUE                 | ignore_errors: true
          parameters: {grace_period_seconds: 9} | grace_period_seconds: 9
          parameters: {}                      | grace_period_seconds: 5
          parameters:                         | grace_period_seconds: 5
          description:                        | description: ends it
          """)
  void laterActionReplacesWhatItGives(String given, String line) {
    var printed = new TypedRules(folder).printed(ACTION, "- action: T\n  " + given + "\n");

    assertThat(printed).isEqualTo(changed(ACTION, line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          description: again          | description: again
          dry_run: "true"             | dry_run: true
          continue: false             | continue: false
          match: {priority: <alert}   | priority: "<Alert"
          match: {source: syscalls}   | source: syscall
          match: {priority: ""}       | priority: ">=Error"
          match: {priority: ">"}      | priority: ">=Error"
          match: {}                   | source: okta
          """)
  void laterRuleReplacesWhatItGives(String given, String line) {
    var printed = new TypedRules(folder).printed(ACTION + RULE, "- rule: R\n  " + given + "\n");

    assertThat(printed).isEqualTo(ACTION + "\n" + changed(RULE, line));
  }

  /** The block with that line in place of the one of the same key. */
  private static String changed(String block, String line) {
    var key = line.substring(0, line.indexOf(':') + 1);
    assertThat(block).containsOnlyOnce(" " + key);
    return block.replaceFirst("( )" + key + ".*", "$1" + line);
  }

  @Test
  void laterRuleAppendsToListsAndTheFirstKeepsItsPlace() {
    var first = "- rule: S\n  match: {rules: [S]}\n  actions: [{action: T}]\n";
    var later =
        """
        - rule: New
          match: {rules: [NN]}
          actions: [{action: T}]
        - rule: R
          match: {rules: [B, A], tags: [c], output_fields: ["z=3"]}
          actions: [{action: T, continue: true}, {action: U}]
        - action: U
          action_type: kubernetes:terminate
        """;

    assertThat(new TypedRules(folder).printed(ACTION + RULE + first, later))
        .isEqualTo(
            ACTION
                + """

                - rule: R
                  description: all of it
                  dry_run: false
                  continue: true
                  match:
                    rules:
                      - A
                      - B
                      - A
                    priority: ">=Error"
                    tags:
                      - a, b
                      - c
                    source: okta
                    output_fields:
                      - "x=1, y!=2"
                      - "z=3"
                  actions:
                    - action: T
                    - action: T
                      continue: true
                    - action: U

                - rule: S
                  match:
                    rules:
                      - S
                  actions:
                    - action: T

                - rule: New
                  match:
                    rules:
                      - NN
                  actions:
                    - action: T

                - action: U
                  actionner: kubernetes:terminate
                """);
  }

  @Test
  void blocksOfOneFileMergeLikeThoseOfTwo() {
    var rules = new TypedRules(folder);
    var later = "- rule: R\n  match: {rules: [B]}\n- action: T\n  continue: true\n";

    assertThat(rules.printed(ACTION + RULE + later)).isEqualTo(rules.printed(ACTION + RULE, later));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parameters: {grace_period_seconds: [9]}    | parameter "grace_period_seconds" is a list here, but a number in 1.yaml:7; write a number
          parameters: {grace_period_seconds: {a: 9}} | parameter "grace_period_seconds" is a map here, but a number in 1.yaml:7; write a number
          """)
  void parameterOfAnotherTypeIsRefused(String given, String problem) {
    var rules = new TypedRules(folder);

    assertThat(rules.refused(ACTION, "- action: T\n  " + given + "\n"))
        .containsExactly("2.yaml:2: action \"T\": " + problem);
    assertThat(rules.refused(ACTION, "- rule: R\n  actions: [{action: T, " + given + "}]\n"))
        .containsExactly("2.yaml:2: rule \"R\", action \"T\": " + problem);
  }

  @Test
  void eachParameterOfAnotherTypeIsRefusedBesideTheLastThatFits() {
    var later = "- action: T\n  parameters: {grace_period_seconds: %s}\n";

    assertThat(
            new TypedRules(folder)
                .refused(
                    ACTION,
                    later.formatted("[9]"),
                    later.formatted("9"),
                    later.formatted("{a: 9}")))
        .containsExactly(
            "2.yaml:2: action \"T\": parameter \"grace_period_seconds\" is a list here, but a number in 1.yaml:7; write a number",
            "4.yaml:2: action \"T\": parameter \"grace_period_seconds\" is a map here, but a number in 3.yaml:2; write a number");
  }

  /** What a rule says of an action, and what then runs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                     | 5 | false
          , parameters: {grace_period_seconds: 9} | 9 | false
          , continue: true                      | 5 | true
          , actionner: "kubernetes:terminate"   | 5 | false
          """)
  void ruleWinsOverTheBlockOfTheSameName(String own, int grace, boolean nextRuns) {
    var rule =
        "- rule: R\n  actions: [{action: T%s}, {action: Next, actionner: \"kubernetes:terminate\"}]\n"
            .formatted(own == null ? "" : own);

    var explained = new TypedRules(folder).explained(TypedRules.ALERT_WITH_POD, ACTION + rule);
    var actions = explained.getFirst().getAsJsonObject().getAsJsonArray("actions");

    assertThat(actions.get(0).toString())
        .containsPattern("\"grace_period_seconds\":" + grace + "[,}]");
    assertThat(actions.get(1).toString()).contains("\"runs\":" + nextRuns);
  }

  @Test
  void nameAndActionMayBeMissingFromABlockButNotFromTheWhole() {
    var rules = new TypedRules(folder);
    var named = "- rule: R\n  match: {rules: [A]}\n";

    assertThat(rules.accepted(ACTION, named, "- rule: R\n  actions: [{action: T}]\n")).isEmpty();
    assertThat(rules.refused(ACTION, named))
        .containsExactly(
            "2.yaml:1: rule \"R\": the rule has no action; give it one under `actions:`");
    assertThat(rules.refused("- action: T\n  continue: true\n"))
        .singleElement()
        .asString()
        .startsWith(
            "1.yaml:1: action \"T\": the action has no actionner; write `actionner:` and one of:"
                + " kubernetes:terminate");
    assertThat(rules.refused("- rule: R\n  match: {rules: [A]}\n  actions: [{action: T}]\n"))
        .containsExactly(
            "1.yaml:3: rule \"R\", action \"T\": there is no action \"T\", and no actionner"
                + " here; write an item `- action:` of that name, or an `actionner:` here");
    assertThat(
            rules.refused("- rule:\n  actions: [{action:, actionner: \"kubernetes:terminate\"}]\n"))
        .containsExactly(
            "1.yaml:1: rule without a name: the name is blank; give the rule a name",
            "1.yaml:2: rule without a name, action without a name: the name is blank; give the action a name");
  }

  @Test
  void whatAFileThatCannotBeReadWouldDefineIsNotMissed() {
    var rule = "- rule: R\n  match: {rules: [A]}\n  actions: [{action: T}]\n";

    assertThat(new TypedRules(folder).refused(ACTION + "  : {", rule))
        .singleElement()
        .asString()
        .startsWith("1.yaml:8: this is not YAML: ");
  }
}
