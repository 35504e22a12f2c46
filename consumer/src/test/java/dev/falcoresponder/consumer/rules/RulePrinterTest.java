package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePrinterTest {
  /** Everything that the format has. */
  private static final String FULL =
      """
      - action: "Terminate: the pod"
        actionner: kubernetes:terminate
        description: "Deletes it.\\nAt \\"once\\"."
        continue: "true"
        ignore_errors: true
        parameters: {grace_period_seconds: 5}
      - rule: Shell in a container
        description: シェル検出
        dry_run: "false"
        continue: false
        target_by_name: true
        approval: required
        match:
          rules: [Terminal shell in container, "- odd # name", "null", "7", "2024-01-01", "yes", "a: b", "b:"]
          priority: ">=notice"
          tags: ["container, shell", "T1059"]
          source: syscalls
          output_fields: ['k8s.ns.name!=kube-system, proc.args=--a=b', 'x="a, ""b"" "', 'y=', 'z=<nil>']
        actions:
          - action: "Terminate: the pod"
            parameters:
              grace_period_seconds: 1
          - action: Local
            actionner: kubernetes:terminate
            continue: false
      """;

  /** Every way to write a limit. */
  private static final String LIMITS =
      """
      - action: Unquoted
        actionner: kubernetes:terminate
        parameters: {ignore_daemonsets: true, ignore_statefulsets: FALSE, min_healthy_replicas: 2}
      - action: Quoted
        actionner: kubernetes:terminate
        parameters: {ignore_standalone_pods: "true", min_healthy_replicas: "2"}
      - action: Percent
        actionner: kubernetes:terminate
        parameters: {ignore_standalone_pods: 'false', min_healthy_replicas: 33%}
      - rule: All
        match: {rules: [F]}
        actions: [{action: Unquoted}, {action: Quoted}, {action: Percent}]
      """;

  @ParameterizedTest
  @ValueSource(strings = {FULL, LIMITS, BuiltInRules.TEXT, Rules.TERMINATE})
  void whatIsPrintedReadsAsTheSame(String file) {
    var original = Rules.loaded(file);
    var yaml = RulePrinter.yaml(original.document());
    var json = RulePrinter.json(original.document());

    for (var printed : List.of(yaml, json)) {
      var again = Rules.loaded(printed);
      assertThat(again.book().rules()).isEqualTo(original.book().rules());
      assertThat(RulePrinter.yaml(again.document())).isEqualTo(yaml);
      assertThat(RulePrinter.json(again.document())).isEqualTo(json);
    }
  }

  @Test
  void yamlIsPrintedAsAPersonWouldWriteIt() {
    assertThat(RulePrinter.yaml(Rules.loaded(BuiltInRules.TEXT).document()))
        .isEqualTo(BuiltInRules.TEXT);
  }

  @Test
  void jsonIsAListOfTheSameItems() {
    var json =
        JsonParser.parseString(RulePrinter.json(Rules.loaded(FULL).document())).getAsJsonArray();

    assertThat(json).hasSize(2);
    assertThat(json.get(0).getAsJsonObject().get("continue").getAsBoolean()).isTrue();
    var match = json.get(1).getAsJsonObject().getAsJsonObject("match");
    assertThat(match.get("priority").getAsString()).isEqualTo(">=Notice");
    assertThat(match.get("source").getAsString()).isEqualTo("syscall");
  }

  @Test
  void theMergedDocumentIsPrintedNotTheFiles() {
    var twice = FULL + "- rule: Shell in a container\n  match: {rules: [More]}\n";

    assertThat(RulePrinter.yaml(Rules.loaded(twice).document()))
        .containsOnlyOnce("- rule: ")
        .contains("      - More\n");
  }
}
