package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileMutationTest {
  private static final int MUTATIONS = 1_000;
  private static final String SHARP = "[]{},:-?&*#!|>'\"%@`\\\n\t =~.0\u0000é\uD83D\uDE00\u2028<";

  /** What YAML, JSON or one of their readers takes for something else, or writes in another way. */
  private static final List<String> ODD =
      List.of(
          " ",
          "  ",
          "\t",
          "\n",
          "\n\n",
          "\n ",
          "#",
          " #",
          ": ",
          ":",
          "- ",
          "-",
          "? ",
          "*",
          "&a",
          "!",
          "|",
          ">",
          "%",
          "@",
          "`",
          "'",
          "\"",
          "\\",
          "\\n",
          "{",
          "}",
          "[",
          "]",
          ",",
          "<<",
          "~",
          "null",
          "true",
          "no",
          "0",
          "007",
          "0x1F",
          "1e3",
          ".inf",
          "2024-01-01",
          "---",
          "...",
          "=",
          "!=",
          "é",
          "シ",
          "\u00A0",
          "\u2028",
          "\u2029",
          "\uFEFF",
          "\u200B",
          "\uFFFD",
          "\uE000",
          "\uD83D\uDE00",
          "</a>");

  private static final String FILE =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate
        description: "Deletes \\u0041 pod."
        ignore_errors: "true"
        parameters: {grace_period_seconds: 5}
      - rule: Shell in a container
        description: >
          Folded text
          in lines.
        dry_run: "false"
        continue: false
        match: &m
          rules: [Terminal shell in container, 'Other']
          priority: ">=Notice"
          tags: ["container, shell", "T1059"]
          source: syscall
          output_fields: ['k8s.ns.name!=kube-system, a="b, c"', x=<nil>]
        actions:
          - action: Terminate Pod
            parameters: {grace_period_seconds: 1}
      - rule: Again
        match: *m
        actions:
          - action: Local
            actionner: kubernetes:terminate
      """;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverHappensToAFileItLoadsAndPrintsOrSaysWhatIsWrong(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < MUTATIONS; i++) {
      check(mutated(random));
    }
  }

  static void check(String text) {
    switch (RuleFiles.load("rules.yaml", text)) {
      case RuleFiles.Load.Broken(List<Problem> problems) -> {
        assertThat(problems).isNotEmpty();
        problems.forEach(problem -> checkProblem(problem, text));
      }
      case RuleFiles.Load.Loaded loaded -> {
        loaded.warnings().forEach(warning -> checkProblem(warning, text));
        checkPrints(loaded);
      }
    }
  }

  /** Each print, read and printed again as either, is what it was. */
  private static void checkPrints(RuleFiles.Load.Loaded loaded) {
    var yaml = RulePrinter.yaml(loaded.document());
    var json = RulePrinter.json(loaded.document());
    for (var printed : List.of(yaml, json)) {
      var again = Rules.loaded(printed);
      assertThat(again.book().rules()).isEqualTo(loaded.book().rules());
      assertThat(RulePrinter.yaml(again.document())).isEqualTo(yaml);
      assertThat(RulePrinter.json(again.document())).isEqualTo(json);
    }
  }

  /** Mutation seldom makes a file of odd texts that loads; this one always does. */
  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void whateverTextsAFileHoldsItsPrintReadsAsTheSame(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < MUTATIONS; i++) {
      var text = oddFile(random);
      if (!(RuleFiles.load("rules.yaml", text) instanceof RuleFiles.Load.Loaded loaded)) {
        throw new AssertionError(Rules.problems(text) + "\nin\n" + text);
      }
      checkPrints(loaded);
    }
  }

  /** Written as JSON, so that its texts are what they are. */
  private static String oddFile(Random random) {
    var action = new JsonObject();
    action.addProperty("action", odd(random) + "a");
    action.addProperty("actionner", "kubernetes:terminate");
    action.addProperty("description", odd(random));
    var match = new JsonObject();
    match.add("rules", list(odd(random) + "a", odd(random) + "b"));
    match.addProperty("source", odd(random) + "a");
    match.add("output_fields", list(term(random), term(random) + ", " + term(random)));
    var rule = new JsonObject();
    rule.addProperty("rule", odd(random) + "a");
    rule.addProperty("description", odd(random));
    rule.add("match", match);
    var actions = new JsonArray();
    actions.add(action);
    rule.add("actions", actions);
    var file = new JsonArray();
    file.add(rule);
    return file.toString();
  }

  private static String term(Random random) {
    return "f%s\"%s\""
        .formatted(random.nextBoolean() ? "=" : "!=", odd(random).replace("\"", "\"\""));
  }

  private static JsonArray list(String... texts) {
    var list = new JsonArray();
    List.of(texts).forEach(list::add);
    return list;
  }

  private static String odd(Random random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i > 0; i--) {
      text.append(ODD.get(random.nextInt(ODD.size())));
    }
    return text.toString();
  }

  private static void checkProblem(Problem problem, String text) {
    var lines = text.lines().count() + 2;
    if (problem.place().line() < 1
        || problem.place().line() > lines
        || problem.toString().indexOf('\n') >= 0) {
      throw new AssertionError(problem + "\nin\n" + text);
    }
  }

  private static String mutated(Random random) {
    var text = new StringBuilder(FILE);
    var changes = 1 + random.nextInt(3);
    for (var i = 0; i < changes; i++) {
      var at = random.nextInt(text.length());
      var to = Math.min(text.length(), at + random.nextInt(30));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, SHARP.charAt(random.nextInt(SHARP.length())));
        case 1 -> text.insert(at, SHARP.charAt(random.nextInt(SHARP.length())));
        case 2 -> text.delete(at, to);
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        default -> text.insert(at, FILE.lines().toList().get(random.nextInt(20)) + "\n");
      }
    }
    return text.toString();
  }
}
