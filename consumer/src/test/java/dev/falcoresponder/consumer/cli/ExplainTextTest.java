package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.ExplainCommandTest.EVERY;
import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.fixtures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} says to people. */
class ExplainTextTest {
  @TempDir private Path folder;

  @Test
  void textIsForPeople() throws IOException {
    var explained = explain(write(EVERY));

    assertThat(explained.out().lines())
        .containsExactly(
            "OUTCOME  would-act",
            "         if the pod is still the one in the alert, and the cluster's guards agree",
            "ALERT    \"Terminal shell in container\", priority Notice, source syscall",
            "POD      default/web-0, uid 3e41dc6b-08a8-44db-bc2a-3724b18ab19a, "
                + "container 1f2e3d4c5b6a",
            "RULE     \"Every\" matches",
            "         no criterion: every alert matches",
            "         action \"Kill\" (kubernetes:terminate) runs: the rule matches");
  }

  @Test
  void everyRuleIsATableOfItsCriteriaForPeople() throws IOException {
    var rules =
        write(
            """
            - rule: Long
              continue: false
              dry_run: true
              match:
                rules: [Terminal shell in container, Drop and execute new binary in container]
                priority: ">=Notice"
              actions:
                - action: Kill
                  actionner: kubernetes:terminate
                  parameters: {ignore_daemonsets: false, ignore_statefulsets: "true", grace_period_seconds: 5}
            - rule: Later
              match: {tags: [T1611, "shell, b"]}
              approval: required
              actions: [{action: Kill, actionner: "kubernetes:terminate"}]
            """);

    var explained = explain(rules);

    assertThat(explained.out().lines().skip(4))
        .containsExactly(
            "RULE     \"Long\" matches",
            "         CRITERION  HOLDS  WANTED    FOUND",
            "         rules      yes    Drop and execute new binary in container | "
                + "Terminal shell in container  Terminal shell in container",
            "         priority   yes    >=Notice  Notice",
            "         action \"Kill\" (kubernetes:terminate {grace_period_seconds: 5, "
                + "ignore_statefulsets: true}) runs: the rule matches, and says dry_run: "
                + "the API server is asked, and nothing is done",
            "RULE     \"Later\" does not match",
            "         CRITERION  HOLDS  WANTED            FOUND",
            "         tags       no     T1611 | b, shell  "
                + "T1059, container, maturity_stable, mitre_execution, shell",
            "         not looked at, since rule \"Long\" does not continue",
            "         action \"Kill\" (kubernetes:terminate) does not run: "
                + "the rule does not match");
  }

  @Test
  void dryRunOfTheConfigurationIsToldOfEveryRule() throws IOException {
    var explained =
        typed(
            Map.of("FALCO_RESPONDER_DRY_RUN", "true"),
            "explain",
            "--rules",
            write(EVERY),
            "--",
            Sample.starting("06").file().toString());

    assertThat(explained.out())
        .contains(
            "runs: the rule matches, and the configuration says dry-run: the API server is asked,"
                + " and nothing is done");
  }

  @Test
  void whatOnlyTheClusterCanTellIsNamedWithoutIt() throws IOException {
    var rules =
        write(
            EVERY
                + "      parameters: {grace_period_seconds: 0, ignore_daemonsets: false,"
                + " ignore_statefulsets: true, min_healthy_replicas: 50%}\n");

    var text = explain(rules);
    var parameters =
        JsonParser.parseString(explain(rules, "-o", "json").out())
            .getAsJsonObject()
            .getAsJsonArray("rules")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("actions")
            .get(0)
            .getAsJsonObject()
            .get("parameters");

    assertThat(text.out().lines())
        .startsWith(
            "OUTCOME  would-act",
            "         if the pod is still the one in the alert, and the cluster's guards agree; "
                + "asked in the cluster only: grace_period_seconds 0, ignore_statefulsets, "
                + "min_healthy_replicas");
    assertThat(parameters)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"grace_period_seconds":0,"ignore_daemonsets":false,"ignore_statefulsets":true,
                 "ignore_standalone_pods":false,"min_healthy_replicas":"50%"}\
                """));
  }

  private String write(String rules) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), rules).toString();
  }

  private static Typed explain(String rules, String... more) {
    var words = new ArrayList<>(List.of("explain", "--rules", rules));
    words.addAll(List.of(more));
    words.addAll(List.of("--", Sample.starting("06").file().toString()));
    return typed(words.toArray(String[]::new));
  }
}
