package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code explain} of a folder: two shells, one in kube-system, a host event, and garbage. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class ExplainFolderTest {
  private static final String SHELLS =
      """
      - action: Kill
        actionner: kubernetes:terminate
      - rule: Shells
        continue: false
        match:
          rules: [Terminal shell in container, Contact K8S API Server From Container]
        actions:
          - action: Kill
            continue: true
          - action: Kill again
            actionner: kubernetes:terminate
      - rule: Careful
        approval: required
        match:
          priority: ">=Critical"
        actions:
          - action: Kill
      - rule: Late
        match:
          rules: [Terminal shell in container, Contact K8S API Server From Container]
        actions:
          - action: Kill
      """;

  @TempDir private Path work;
  private Path folder;
  private String rules;

  @BeforeEach
  void writeAlerts() throws IOException {
    folder = Files.createDirectory(work.resolve("alerts"));
    rules = Files.writeString(work.resolve("shells.yaml"), SHELLS).toString();
    copy("06", "b-shell.json");
    copy("04", "a-miner.json");
    copy("09", "c-host.json");
    copy("90", "d-garbage.bin");
    copy("06", ".hidden.json");
    Files.createDirectory(folder.resolve("more"));
    copy("06", "more/below.json");
    copy("22", "protected.json");
  }

  private void copy(String sample, String name) throws IOException {
    Files.write(folder.resolve(name), Sample.starting(sample).bytes());
  }

  @Test
  void tableCountsWhatEachRuleMatchesAndWhatComesOfIt() {
    var explained = typed("explain", "--rules", rules, folder.toString());

    assertThat(explained.err()).isEmpty();
    assertThat(explained.code()).isZero();
    assertThat(explained.out().lines())
        .containsExactly(
            "RULE         ALERTS  WOULD-ACT  WOULD-HOLD  REFUSED  IGNORED  REJECTED  NOT-REACHED",
            "Shells       2       1          -           1        -        -         -",
            "Careful      1       -          1           -        -        -         -",
            "Late         2       -          -           -        -        -         2",
            "(no rule)    1       -          -           -        1        -         -",
            "(malformed)  1       -          -           -        -        1         -",
            "TOTAL        5       1          1           1        1        1         -");
  }

  @Test
  void ruleThatOnlyAsksTakesNothingFromOneThatActs() throws IOException {
    var shadowed =
        Files.writeString(
            work.resolve("tried.yaml"),
            """
            - action: Kill
              actionner: kubernetes:terminate
            - rule: On trial
              dry_run: true
              match: {rules: [Terminal shell in container]}
              actions: [{action: Kill}]
            - rule: In force
              match: {rules: [Terminal shell in container]}
              actions: [{action: Kill}]
            - rule: In force, too
              match: {rules: [Terminal shell in container]}
              actions: [{action: Kill}]
            """);
    var onlyAsks = Files.writeString(work.resolve("config.yaml"), "dry-run: true\n");
    var command = new String[] {"explain", "--rules", shadowed.toString(), folder.toString()};

    assertThat(typed(command).out().lines().limit(4))
        .containsExactly(
            "RULE           ALERTS  WOULD-ACT  IGNORED  DUPLICATE  REJECTED",
            "On trial       1       1          -        -          -",
            "In force       1       1          -        -          -",
            "In force, too  1       -          -        1          -");
    assertThat(
            typed(
                    Stream.concat(Stream.of(command), Stream.of("--config", onlyAsks.toString()))
                        .toArray(String[]::new))
                .out()
                .lines()
                .limit(3))
        .as("nothing acts at all")
        .containsExactly(
            "RULE           ALERTS  WOULD-ACT  IGNORED  DUPLICATE  REJECTED",
            "On trial       1       1          -        -          -",
            "In force       1       -          -        1          -");
  }

  @Test
  void eachAlertHasALineBeforeTheTableInTheOrderOfTheFilesNames() {
    var explained = typed("explain", "--each", "--rules", rules, folder.toString());

    assertThat(explained.out().lines().limit(5))
        .containsExactly(
            folder + "/a-miner.json  would-hold HELD  " + pod("04") + "  " + rule("04"),
            folder + "/b-shell.json  would-act  default/web-0  \"Terminal shell in container\"",
            folder + "/c-host.json  ignored NO_RULE  -  " + rule("09"),
            folder + "/d-garbage.bin  rejected MALFORMED  -  -",
            folder
                + "/protected.json  refused PROTECTED_NAMESPACE  "
                + pod("22")
                + "  "
                + rule("22"));
    assertThat(explained.out().lines().skip(5)).first().asString().startsWith("RULE ");
  }

  @Test
  void jsonIsAnObjectForEachAlertAndTheSummaryLast() {
    var lines = typed("explain", "-o", "json", "--rules", rules, folder.toString()).objects();

    assertThat(lines).hasSize(6);
    var shell = lines.get(1);
    assertThat(shell.get("from"))
        .isEqualTo(JsonParser.parseString("{\"file\":\"" + folder + "/b-shell.json\"}"));
    shell.remove("from");
    assertThat(shell)
        .as("what is said of it alone")
        .isEqualTo(
            JsonParser.parseString(
                typed("explain", "-o", "json", "--rules", rules, folder + "/b-shell.json").out()));
    assertThat(lines.getLast())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"summary":{"alerts":5,"malformed":1,"unmatched":1,
                  "outcomes":{"would-act":1,"would-hold":1,"refused":1,"ignored":1,"rejected":1},
                  "rules":[
                    {"rule":"Shells","matched":2,"outcomes":{"would-act":1,"refused":1},
                     "notReached":0,"actions":[
                       {"action":"Kill","outcomes":{"would-act":1,"refused":1}},
                       {"action":"Kill again","outcomes":{"refused":1,"duplicate":1}}]},
                    {"rule":"Careful","matched":1,"outcomes":{"would-hold":1},"notReached":0,
                     "actions":[{"action":"Kill","outcomes":{"would-hold":1}}]},
                    {"rule":"Late","matched":2,"outcomes":{},"notReached":2,
                     "actions":[{"action":"Kill","outcomes":{}}]}]}}\
                """));
  }

  @Test
  void alertAboutNoPodIsIgnoredByTheRuleThatMatchesIt() throws IOException {
    Files.writeString(
        Path.of(rules),
        """
        - rule: All
          actions:
            - action: Kill
              actionner: kubernetes:terminate
        """);

    var summary = lastLine("explain", "-o", "json", "--rules", rules, folder.toString());

    assertThat(rulesOf(summary))
        .containsExactly("All 4 {\"would-act\":2,\"refused\":1,\"ignored\":1}");
    assertThat(summary.get("unmatched").getAsLong()).isZero();
  }

  @Test
  void eachAlertIsJudgedByItselfHoweverManyAreAboutOnePod() throws IOException {
    for (var i = 0; i < 3; i++) {
      copy("06", "again-" + i + ".json");
    }

    var summary = lastLine("explain", "-o", "json", "--rules", rules, folder.toString());

    assertThat(rulesOf(summary)).contains("Shells 5 {\"would-act\":4,\"refused\":1}");
  }

  @Test
  void emptyFolderIsNoAlerts() throws IOException {
    var empty = Files.createDirectory(work.resolve("empty"));

    assertThat(typed("explain", "--rules", rules, empty.toString()).out().lines())
        .last()
        .asString()
        .matches("TOTAL +0 +-");
  }

  @Test
  void fileThatCannotBeReadIsToldAndDoesNotKeepTheOthers() throws IOException {
    // not even root can read what a process has at address 0
    Files.createSymbolicLink(folder.resolve("0-unreadable"), Path.of("/proc/self/mem"));

    var explained = typed("explain", "--rules", rules, folder.toString());

    assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(explained.problems())
        .singleElement()
        .asString()
        .startsWith(folder + "/0-unreadable: it cannot be read (");
    assertThat(explained.out().lines()).last().asString().startsWith("TOTAL        5 ");
  }

  @Test
  void whatAnAlertSaysCannotWriteToTheTerminal() throws IOException {
    Files.writeString(
        folder.resolve("e.json"),
        """
        {"rule":"\\u001b[2J\\nforged","priority":"Notice","source":"syscall",
         "time":"2026-08-03T12:00:00Z","output_fields":{}}\
        """);

    assertThat(typed("explain", "--each", "--rules", rules, folder.toString()).out())
        .contains("\\u001b[2J\\nforged")
        .doesNotContain("\u001b");
  }

  private static JsonObject lastLine(String... words) {
    var last = typed(words).out().lines().toList().getLast();
    return JsonParser.parseString(last).getAsJsonObject().getAsJsonObject("summary");
  }

  private static List<String> rulesOf(JsonObject summary) {
    return summary.getAsJsonArray("rules").asList().stream()
        .map(rule -> rule.getAsJsonObject())
        .map(rule ->
            rule.get("rule").getAsString() + " " + rule.get("matched") + " " + rule.get("outcomes"))
        .toList();
  }

  private static String pod(String sample) {
    return text(sample, "POD      ", ",");
  }

  private static String rule(String sample) {
    return text(sample, "ALERT    ", ", priority");
  }

  private static String text(String sample, String begin, String end) {
    var file = Sample.starting(sample).file().toString();
    var line = typed("explain", file).out().lines().filter(it -> it.startsWith(begin)).findFirst();
    return line.orElseThrow().substring(begin.length(), line.orElseThrow().indexOf(end));
  }
}
