package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RulesCommandsTest {
  private static final String GOOD =
      """
      - action: Kill
        actionner: kubernetes:terminate
      - rule: Shell
        match:
          rules: [Terminal shell in container]
        actions:
          - action: Kill
      """;
  private static final String REFINEMENT =
      """
      - action: Kill
        actionner: kubernetes:terminate
        parameters: { grace_period_seconds: 9 }
      """;

  @TempDir private Path folder;

  @Test
  void goodRulesHaveNoProblem() throws IOException {
    assertThat(typed("rules", "check", file("good.yaml", GOOD)))
        .isEqualTo(new Typed(ExitCode.FINE, "1 rule, no problem\n", ""));
  }

  @Test
  void ruleThatMatchesEverythingIsAWarning() throws IOException {
    var checked =
        typed(
            "rules",
            "check",
            file("all.yaml", GOOD + "- rule: All\n  actions: [{action: Kill}]\n"));

    assertThat(checked.code()).isZero();
    assertThat(checked.out()).isEqualTo("2 rules, no problem\n");
    assertThat(checked.problems())
        .singleElement()
        .asString()
        .startsWith("warning: ")
        .contains("All");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "print"})
  void allProblemsOfAllFilesAreTold(String command) throws IOException {
    var one = file("one.yaml", "- rule: A\n  color: red\n");
    var two =
        file("two.yaml", "- rule: B\n  actions: [{action: X, actionner: kubernetes:explode}]\n");
    var three = folder.resolve("three.yaml").toString();

    var checked = typed("rules", command, one, two, three, folder.toString());

    assertThat(checked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(checked.out()).isEmpty();
    assertThat(checked.problems()).allMatch(line -> line.matches(".+:\\d+: .+; .+"));
    assertThat(checked.err())
        .contains(one + ":2: ", two + ":2: ", three + ":1: there is no such file", folder + ":1: ");
  }

  @Test
  void garbageIsAProblemNotAnError() throws IOException {
    var file = Files.write(folder.resolve("garbage.yaml"), new byte[] {0, (byte) 0xff, 1, 2});

    var checked = typed("rules", "check", file.toString());

    assertThat(checked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(checked.problems()).singleElement().asString().startsWith(file + ":1: ");
  }

  @Test
  void filesArePrintedAsOne() throws IOException {
    var printed = typed("rules", "print", file("a.yaml", GOOD), file("b.yaml", REFINEMENT));

    assertThat(printed.code()).isZero();
    var merged = file("merged.yaml", printed.out());
    assertThat(typed("rules", "print", merged).out()).isEqualTo(printed.out());
    assertThat(printed.out()).contains("grace_period_seconds: 9", "Terminal shell in container");
  }

  @Test
  void filesArePrintedAsJsonToo() throws IOException {
    var printed =
        typed("rules", "print", "-o", "json", file("a.yaml", GOOD), file("b.yaml", REFINEMENT));

    var items = JsonParser.parseString(printed.out()).getAsJsonArray();
    assertThat(items).hasSize(2);
    assertThat(items.toString()).contains("\"grace_period_seconds\":9");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
