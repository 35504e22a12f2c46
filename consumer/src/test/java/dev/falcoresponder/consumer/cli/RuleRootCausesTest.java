package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault is told once, at its root, and together with all others. */
class RuleRootCausesTest {
  private static final String LIST =
      "; list at least one under it, each as `- action:` and its name";
  private static final String NAMES = "; write one of: kubernetes:terminate";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          actions:             | actions is empty, not a list
          actions: []          | actions is an empty list
          actions: T           | actions is text, not a list
          actions: {action: T} | actions is a map, not a list
          """)
  void actionsThatAreNoListOfThemAreOneProblem(String line, String problem) {
    assertThat(refused("- rule: R\n  match: {rules: [A]}\n  " + line + "\n"))
        .containsExactly("1.yaml:3: rule \"R\": " + problem + LIST);
  }

  @Test
  void itemOfActionsThatIsNoneIsOneProblem() {
    assertThat(refused("- rule: R\n  match: {rules: [A]}\n  actions: [T]\n"))
        .containsExactly(
            "1.yaml:3: rule \"R\": an item of actions is text, not a map; write `- action:` and its"
                + " name");
    assertThat(
            refused(
                """
                - rule: R
                  match: {rules: [A]}
                  actions: [{actionner: "kubernetes:terminate"}]
                """))
        .containsExactly(
            "1.yaml:3: rule \"R\", action without a name: action is missing; give the action a"
                + " name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          actionner:            | actionner is empty
          actionner: 7          | actionner is a number
          actionner: [a]        | actionner is a list
          action_type: {a: b}   | actionner is a map
          """)
  void actionnerThatIsWrongIsNotMissingBesides(String line, String problem) {
    assertThat(refused("- action: T\n  " + line + "\n" + USE))
        .containsExactly("1.yaml:2: action \"T\": " + problem + NAMES);
  }

  private static final String USE = "- rule: R\n  match: {rules: [A]}\n  actions: [{action: T}]\n";

  /** What is wrong with the item is all there is to say: it may well be the action that is used. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {acton: T, actionner: \"kubernetes:terminate\"}\n",
        "- {rule: T, action: T, actionner: \"kubernetes:terminate\"}\n",
        "- {action: [T], actionner: \"kubernetes:terminate\"}\n",
        "- {action: {T: T}, actionner: \"kubernetes:terminate\"}\n",
        "- [action, T]\n",
        "- T\n"
      })
  void useOfAnActionThatCouldNotBeReadIsNoProblemOfItsOwn(String item) {
    assertThat(refused(item + USE)).singleElement().asString().startsWith("1.yaml:1: ");
  }

  @Test
  void nameThatIsNoTextIsAName() {
    assertThat(
            refused(
                "- {action: 12, actionner: \"kubernetes:terminate\"}\n"
                    + USE.replace("action: T", "action: \"12\"")))
        .containsExactly(
            "1.yaml:1: action \"12\": action is a number, not text; put it in quotes: \"12\"");
  }

  @Test
  void blocksWithoutANameAreCheckedAllTheSame() {
    assertThat(
            refused(
                """
                - action:
                  actionner: kubernetes:terminate
                  parameters: {grace_period_seconds: often}
                - action: " "
                  actionner: kubernetes:terminate
                  parameters: {grace_period_seconds: [never]}
                - rule: ""
                  match: {rules: [A]}
                  actions: [{action: Nowhere}]
                - rule:
                  match: {rules: [A]}
                """))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("1.yaml:1: action without a name: the name is blank; "),
            it -> assertThat(it).startsWith("1.yaml:3: action without a name: parameter grace"),
            it -> assertThat(it).startsWith("1.yaml:4: action without a name: the name is blank; "),
            it -> assertThat(it).startsWith("1.yaml:6: action without a name: parameter grace"),
            it -> assertThat(it).startsWith("1.yaml:7: rule without a name: the name is blank; "),
            it ->
                assertThat(it)
                    .startsWith("1.yaml:9: rule without a name, action \"Nowhere\": there is no "),
            it -> assertThat(it).startsWith("1.yaml:10: rule without a name: the name is blank; "),
            it -> assertThat(it).startsWith("1.yaml:10: rule without a name: the rule has no act"));
  }

  @Test
  void twoUsesOfNothingInOneLineAreTwoProblems() {
    assertThat(refused(USE.replace("{action: T}", "{action: T}, {action: U}")))
        .satisfiesExactly(
            it -> assertThat(it).contains("there is no action \"T\", "),
            it -> assertThat(it).contains("there is no action \"U\", "));
  }

  private List<String> refused(String text) {
    return new TypedRules(folder).refused(text);
  }
}
