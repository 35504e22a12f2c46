package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileMutationTest {
  private static final int MUTATIONS = 1_000;
  private static final String SHARP = "[]{},:-?&*#!|>'\"%@`\\\n\t =~.0\u0000é\uD83D\uDE00\u2028<";
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

  private static void check(String text) {
    switch (RuleFiles.load("rules.yaml", text)) {
      case RuleFiles.Load.Broken(List<Problem> problems) -> {
        assertThat(problems).isNotEmpty();
        problems.forEach(problem -> checkProblem(problem, text));
      }
      case RuleFiles.Load.Loaded loaded -> {
        var yaml = RulePrinter.yaml(loaded.document());
        assertThat(Rules.loaded(yaml).book().rules()).isEqualTo(loaded.book().rules());
        var json = RulePrinter.json(loaded.document());
        assertThat(Rules.loaded(json).book().rules()).isEqualTo(loaded.book().rules());
      }
    }
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
