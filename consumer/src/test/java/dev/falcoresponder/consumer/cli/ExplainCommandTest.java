package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.fixtures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs are told by {@code explain}. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class ExplainCommandTest {
  static final String EVERY =
      """
      - rule: Every
        actions:
          - action: Kill
            actionner: kubernetes:terminate
      """;
  private static final String SEVERAL =
      """
      - action: Kill
        actionner: kubernetes:terminate
        parameters: { grace_period_seconds: 3 }
      - rule: Miners
        match:
          rules: [Detect crypto miners]
        actions:
          - action: Kill
      - rule: Shells
        continue: false
        match:
          rules: [Terminal shell in container]
          priority: ">=Notice"
        actions:
          - action: Kill
            continue: true
          - action: Kill again
            actionner: kubernetes:terminate
          - action: Kill once more
            actionner: kubernetes:terminate
      - rule: Rest
        actions:
          - action: Kill
      """;

  @TempDir private Path folder;
  private String every;

  @BeforeEach
  void writeRules() throws IOException {
    every = Files.writeString(folder.resolve("every.yaml"), EVERY).toString();
  }

  static Stream<Sample> samples() {
    return Sample.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sampleIsExplainedAsTheManifestSays(Sample sample) {
    var explained = explain(sample, every);
    var answer = json(explained);
    var outcome = answer.get("outcome").getAsString();

    if (sample.malformed()) {
      assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
      assertThat(outcome).isEqualTo("rejected");
      assertThat(answer.get("reason").getAsString()).isEqualTo("MALFORMED");
      return;
    }
    assertThat(explained.code()).isZero();
    assertThat(explained.err()).isEmpty();
    if (sample.expected().startsWith("skip")) {
      assertThat(outcome).isIn("ignored", "refused");
    }
    sample
        .pod()
        .ifPresent(pod -> {
          var named = answer.getAsJsonObject("alert").getAsJsonObject("pod");
          assertThat(text(named, "namespace") + "/" + text(named, "name")).isEqualTo(pod);
          // What a person typed has nothing but the pod's name.
          assertThat(outcome).isEqualTo(sample.name().startsWith("27") ? "refused" : "would-act");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "02, ignored, NO_POD",
    "07, would-act,",
    "12, refused, NAME_ONLY",
    "13, ignored, NO_POD",
    "22, refused, PROTECTED_NAMESPACE",
    "23, would-act,",
    "99, refused, NAME_ONLY"
  })
  void sampleIsExplainedWithItsReason(String prefix, String outcome, String reason) {
    var answer = json(explain(Sample.starting(prefix), every));

    assertThat(text(answer, "outcome")).isEqualTo(outcome);
    assertThat(answer.get("reason").isJsonNull() ? null : text(answer, "reason")).isEqualTo(reason);
  }

  @Test
  void jsonHasTheKeysThatScriptsRelyOn() {
    var answer = json(explain(Sample.starting("06"), every));

    assertThat(answer.keySet()).containsExactly("alert", "rules", "outcome", "reason");
    assertThat(answer.get("alert"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"rule":"Terminal shell in container","priority":"Notice","source":"syscall",
                 "pod":{"namespace":"default","name":"web-0",
                   "uid":"3e41dc6b-08a8-44db-bc2a-3724b18ab19a","containerId":"1f2e3d4c5b6a"}}\
                """));
    assertThat(answer.get("rules"))
        .isEqualTo(
            JsonParser.parseString(
                """
                [{"rule":"Every","matched":true,"why":"no criterion: every alert matches",
                  "actions":[{"action":"Kill","actionner":"kubernetes:terminate",
                    "parameters":{"grace_period_seconds":1,"ignore_daemonsets":false,
                      "ignore_statefulsets":false,"ignore_standalone_pods":false},"runs":true,
                    "why":"the rule matches"}]}]\
                """));
    assertThat(text(answer, "outcome")).isEqualTo("would-act");
    assertThat(answer.get("reason").isJsonNull()).isTrue();
  }

  /** To be held is no problem of the alert: it is what the rule wants. */
  @Test
  void ruleThatRequiresApprovalWouldHaveItHeld() throws IOException {
    var rules =
        Files.writeString(
                folder.resolve("careful.yaml"),
                EVERY.replace("  actions", "  approval: required\n  actions"))
            .toString();

    var explained = explain(Sample.starting("06"), rules);

    assertThat(explained.code()).isZero();
    var answer = json(explained);
    assertThat(text(answer, "outcome") + " " + text(answer, "reason")).isEqualTo("rejected HELD");
    assertThat(actions(answer.getAsJsonArray("rules").get(0)))
        .containsExactly("Kill true the rule matches, and a person has to approve");
    assertThat(typed("explain", Sample.starting("06").file().toString(), "--rules", rules).out())
        .contains("OUTCOME  rejected (HELD)", "rule \"Every\" says approval: required");
    assertThat(text(json(explain(Sample.starting("22"), rules)), "outcome")).isEqualTo("refused");
  }

  @Test
  void alertThatNamesNoPodHasNone() {
    var alert = json(explain(Sample.starting("09"), every)).getAsJsonObject("alert");

    assertThat(alert.get("pod").isJsonNull()).isTrue();
  }

  @Test
  void malformedAlertHasNoAlertAndNoRules() {
    var answer = json(explain(Sample.starting("90"), every));

    assertThat(answer.get("alert").isJsonNull()).isTrue();
    assertThat(answer.getAsJsonArray("rules")).isEmpty();
  }

  @Test
  void everyRuleSaysWhetherItMatchesAndEveryActionWhetherItRuns() throws IOException {
    var rules = Files.writeString(folder.resolve("several.yaml"), SEVERAL).toString();

    var explained = json(explain(Sample.starting("06"), rules)).getAsJsonArray("rules").asList();

    assertThat(explained)
        .extracting(rule -> text(rule, "rule") + " " + flag(rule, "matched"))
        .containsExactly("Miners false", "Shells true", "Rest true");
    assertThat(actions(explained.get(0))).containsExactly("Kill false the rule does not match");
    assertThat(actions(explained.get(1)))
        .containsExactly(
            "Kill true the rule matches",
            "Kill again true the rule matches; a duplicate, done for rule \"Shells\" already",
            "Kill once more false action \"Kill again\" before it does not continue");
    assertThat(actions(explained.get(2)))
        .containsExactly("Kill false rule \"Shells\" before it does not continue");
    assertThat(text(explained.get(0), "why"))
        .contains("Detect crypto miners", "Terminal shell in container");
  }

  @Test
  void noRuleThatMatchesMeansIgnored() throws IOException {
    var rules =
        Files.writeString(
                folder.resolve("none.yaml"),
                EVERY.replace("  actions", "  match: {source: x}\n  actions"))
            .toString();

    var answer = json(explain(Sample.starting("06"), rules));

    assertThat(text(answer, "outcome") + " " + text(answer, "reason")).isEqualTo("ignored NO_RULE");
  }

  private static Typed explain(Sample sample, String rules) {
    return typed("explain", "--output", "json", "--rules", rules, "--", sample.file().toString());
  }

  private static JsonObject json(Typed typed) {
    return JsonParser.parseString(typed.out()).getAsJsonObject();
  }

  private static String text(JsonElement object, String key) {
    return object.getAsJsonObject().get(key).getAsString();
  }

  private static boolean flag(JsonElement object, String key) {
    return object.getAsJsonObject().get(key).getAsBoolean();
  }

  private static List<String> actions(JsonElement rule) {
    return rule.getAsJsonObject().getAsJsonArray("actions").asList().stream()
        .map(action ->
            text(action, "action") + " " + flag(action, "runs") + " " + text(action, "why"))
        .toList();
  }
}
