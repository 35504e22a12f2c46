package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
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
    var file = file("good.yaml", GOOD);

    assertThat(typed("rules", "check", file))
        .isEqualTo(
            new Typed(ExitCode.FINE, "1 rule, no problem, hash " + printedHash(file) + "\n", ""));
  }

  @Test
  void hashIsThatOfAllFilesMerged() throws IOException {
    var files = new String[] {file("a.yaml", GOOD), file("b.yaml", REFINEMENT)};

    assertThat(typed("rules", "check", files[0], files[1]).out())
        .isEqualTo("1 rule, no problem, hash " + printedHash(files) + "\n");
    assertThat(printedHash(files)).isNotEqualTo(printedHash(files[0]));
  }

  @Test
  void ruleThatMatchesEverythingIsAWarning() throws IOException {
    var checked =
        typed(
            "rules",
            "check",
            file("all.yaml", GOOD + "- rule: All\n  actions: [{action: Kill}]\n"));

    assertThat(checked.code()).isZero();
    assertThat(checked.out()).matches("2 rules, no problem, hash [0-9a-f]{12}\n");
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

  @ParameterizedTest
  @ValueSource(strings = {"check", "print"})
  void problemCannotWriteToTheTerminal(String command) throws IOException {
    var named = file("\u001b[2Jnamed.yaml", "- rule: A\n  color: red\n");
    var held = file("held.yaml", "- rule: \"\\e[2Jforged\"\n");

    var checked = typed("rules", command, named, held);

    assertThat(checked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(checked.err())
        .contains("/\\u001b[2Jnamed.yaml:2: ", held + ":1: ")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "print"})
  void warningCannotWriteToTheTerminal(String command) throws IOException {
    var all = GOOD + "- rule: All\n  actions: [{action: Kill}]\n";

    var checked = typed("rules", command, file("\u001b[2Jall.yaml", all));

    assertThat(checked.code()).isZero();
    assertThat(checked.problems())
        .singleElement()
        .asString()
        .startsWith("warning: ")
        .contains("/\\u001b[2Jall.yaml:")
        .doesNotContain("\u001b");
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

  /** As {@code rules print -o json FILE… | sha256sum | cut -c1-12} has it. */
  private static String printedHash(String... files) {
    var command =
        Stream.concat(Stream.of("rules", "print", "-o", "json"), Stream.of(files))
            .toArray(String[]::new);
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(typed(command).out().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
