package dev.falcoresponder.consumer.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final String GOOD = Rules.matching("rules: [Détection d'un shell]");

  @TempDir private Path folder;

  private RuleFiles.Load load(byte[] bytes) throws IOException {
    return RuleFiles.load(List.of(Files.write(folder.resolve("r.yaml"), bytes)));
  }

  private String problem(byte[] bytes) throws IOException {
    return switch (load(bytes)) {
      case RuleFiles.Load.Loaded loaded ->
          throw new AssertionError("loaded: " + loaded.book().rules());
      case RuleFiles.Load.Broken(List<Problem> problems) -> {
        assertThat(problems).hasSize(1);
        yield problems.getFirst().toString().substring(folder.toString().length() + 1);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "---\n...\n"})
  void anEmptyFileIsAProblem(String text) throws IOException {
    assertThat(problem(text.getBytes(UTF_8))).startsWith("r.yaml:").contains("; ");
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreFine() throws IOException {
    var windows = "\uFEFF" + GOOD.replace("\n", "\r\n");

    assertThat(load(windows.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            RuleFiles.Load.Loaded.class,
            loaded ->
                assertThat(loaded.book().rules()).isEqualTo(Rules.loaded(GOOD).book().rules()));
  }

  @Test
  void lineNumbersAreRightWithWindowsLineEnds() throws IOException {
    assertThat(problem((GOOD + "- nothing\n").replace("\n", "\r\n").getBytes(UTF_8)))
        .startsWith("r.yaml:8:");
  }

  @Test
  void whatIsNotUtf8IsAProblemWithItsLine() throws IOException {
    assertThat(problem(GOOD.getBytes(ISO_8859_1))).startsWith("r.yaml:5: the file is not UTF-8; ");
    assertThat(problem(GOOD.getBytes(UTF_16))).startsWith("r.yaml:1: the file is not UTF-8; ");
    assertThat(problem(new byte[] {0, 1, 2})).startsWith("r.yaml:1: there is a character U+0000");
  }

  @Test
  void fourMebibytesAreReadAndOneByteMoreIsNot() throws IOException {
    var comment = "#".repeat(RuleSource.MAX_BYTES - GOOD.getBytes(UTF_8).length - 1) + "\n";

    assertThat(load((GOOD + comment).getBytes(UTF_8))).isInstanceOf(RuleFiles.Load.Loaded.class);
    assertThat(problem((GOOD + comment + "#").getBytes(UTF_8)))
        .startsWith("r.yaml:1: the file has more than 4194304 bytes; ");
  }

  @Test
  void filesThatAreNotThereAndFoldersAreProblems() {
    var load = RuleFiles.load(List.of(folder.resolve("gone.yaml"), folder));

    assertThat(load)
        .isInstanceOfSatisfying(
            RuleFiles.Load.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .extracting(Problem::what)
                    .containsExactly("there is no such file", "this is a directory"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "- - ? "})
  void deepNestingIsRefusedBeforeItCostsStack(String opening) {
    assertThat(Rules.problems(opening.repeat(500_000))).hasSize(1);
    assertThat(Rules.problems("- rule: " + "[".repeat(20) + "]".repeat(20)))
        .singleElement()
        .asString()
        .contains("nest deeper than 16 levels");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    var laughs =
        "- &a0 ["
            + "lol,".repeat(10)
            + "]\n"
            + IntStream.range(1, 12)
                .mapToObj(i -> "- &a%d [%s]%n".formatted(i, ("*a" + (i - 1) + ",").repeat(10)))
                .collect(Collectors.joining());

    assertThat(Rules.problems(laughs))
        .singleElement()
        .asString()
        .contains("aliases multiply the file");
  }

  @Test
  void aLongTextThatIsAliasedOftenIsRefused() {
    var file = "- &s " + "x".repeat(1_000_000) + "\n" + "- *s\n".repeat(200);

    assertThat(Rules.problems(file))
        .singleElement()
        .asString()
        .contains("aliases multiply the file");
  }

  @Test
  void anAliasThatDoesNotMultiplyIsFine() {
    var file =
        """
        - action: T
          actionner: kubernetes:terminate
        - rule: A
          match: &m {rules: [F]}
          actions: &a [{action: T}]
        - rule: B
          match: *m
          actions: *a
        """;

    assertThat(Rules.matchingRules(file, Rules.alert("\"rule\":\"F\"", "")))
        .containsExactly("A", "B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- &a [*a]|points into itself",
        "- *a|points to nothing",
        "- !!str x|YAML tag",
        "- !x {a: b}|YAML tag",
        "- !!java.util.Date x|YAML tag",
        "- !<tag:yaml.org,2002:int> 5|YAML tag",
        "- ! x|YAML tag",
        "- {rule: a, rule: b}|comes twice",
        "- {[a]: b}|key of a map is a list",
        "- {{a: b}: c}|key of a map is a map",
        "'- @a'|not YAML",
        "'- a: b: c'|not YAML",
        "'- \"a'|not YAML",
        "'- [a'|not YAML",
        "'- \"\\uD800\"'|character U+D800",
        "'%YAML 3.0'|not YAML",
        "{a: b}|not a list",
        "text|not a list",
        "7|not a list"
      })
  void yamlThatIsTooCleverIsRefusedWithItsLine(String yaml, String what) {
    assertThat(Rules.problems(yaml + "\n"))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:")
        .contains(what);
  }

  @Test
  void aDuplicateKeyIsReportedWithBothLines() {
    assertThat(Rules.problems("- rule: A\n  match: {}\n  match: {}\n"))
        .containsExactly(
            "rules.yaml:3: the key \"match\" comes twice; it is in line 2 already; write it once");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(Rules.problems(GOOD + "---\n" + GOOD))
        .singleElement()
        .asString()
        .contains("second document");
  }

  @Test
  void aFileThatIsWrongInEveryLineIsReportedInParts() {
    assertThat(Rules.problems("- nothing\n".repeat(50_000))).hasSize(Problems.MOST + 1);
  }

  @Test
  void aRuleOfTheSameNameManyTimesIsPutTogetherInOneGo() {
    var again = "- rule: R\n  match: {rules: [x]}\n".repeat(20_000);

    assertThat(Rules.loaded(GOOD + again).book().rules()).hasSize(1);
  }

  @Test
  void aParameterOfManyEntriesIsOneShortProblem() {
    var parameter = "- action: T\n  actionner: kubernetes:terminate\n  parameters: {%s: [%s]}\n";
    var entries = "[a],".repeat(90_000);

    assertThat(Rules.problems(parameter.formatted("grace_period_seconds", entries)))
        .containsExactly(
            "rules.yaml:3: action \"T\": parameter grace_period_seconds is a list; write a whole"
                + " number from 0 to 3600, without quotes");
    assertThat(Rules.problems(parameter.formatted("x", entries)))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:3: action \"T\": kubernetes:terminate has no parameter \"x\"; ");
  }

  static List<Arguments> whatYamlDoesNotAllow() {
    return List.of(
        arguments("- rule: A\n\tmatch: {}", 2, "a tab stands here"),
        arguments("- rule: A\n  match:\n\t  rules: [x]", 3, "a tab stands here"),
        arguments("- rule: A\r\n  dry_run: false\r\n  dry_run: true", 3, "the key \"dry_run\""),
        arguments("- rule: A\r- rule: B\r  rule: C", 3, "the key \"rule\" comes twice"),
        arguments("- rule: A\n  description: a\0b", 2, "there is a character U+0000"),
        arguments("- rule: A\n  # a\0b", 2, "there is a character U+0000"),
        arguments("- rule: A\n  description: \u001bb", 2, "there is a character U+001B"),
        arguments("- rule: A\n  description: \"a\\rb\"", 2, "there is a character U+000D"),
        arguments("- rule: A\n  description: \uFFFEb", 2, "there is a character U+FFFE"),
        arguments("- rule: A\n  description: !!binary aGk=", 2, "there is a YAML tag"),
        arguments("- rule: A\n  description: !!timestamp 2024-01-01", 2, "there is a YAML tag"),
        arguments("- rule: A\n  match: !!map {rules: [x]}", 2, "there is a YAML tag"),
        arguments("- rule: A\n  match: !!set {x}", 2, "there is a YAML tag"),
        arguments("- rule: A\n  match: &m\n    <<: *m", 3, "the alias \"*m\" points into itself"),
        arguments("- rule: A\n---\n- rule: B", 2, "a second document starts here"),
        arguments("- rule: A\n...\n- rule: B", 3, "this is not YAML"));
  }

  @ParameterizedTest
  @MethodSource
  void whatYamlDoesNotAllow(String yaml, int line, String what) {
    assertThat(Rules.problems(yaml + "\n"))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:%d: %s".formatted(line, what));
  }
}
