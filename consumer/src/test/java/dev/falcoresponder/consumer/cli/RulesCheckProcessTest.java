package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code rules check} in a JVM with less memory than a replica has: the worst files that the limits
 * let through, and those that they do not, one after the other.
 */
class RulesCheckProcessTest {
  private static final int LONGEST = 4 << 20;
  private static final String HEAP = "-Xmx128m";
  private static final String ACTION = "- {action: T, actionner: 'kubernetes:terminate'}\n";

  /**
   * A file.
   *
   * @param code the exit code
   * @param problem how the first line about it goes on after its name
   */
  record RuleFile(String name, String text, int code, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<RuleFile> FILES =
      List.of(
          new RuleFile(
              "length", "#".repeat(10 << 20), 1, ":1: the file has more than 4194304 bytes; "),
          new RuleFile("blank lines", "\n".repeat(LONGEST), 1, ":1: the file is empty; "),
          new RuleFile("a long word", "- " + "a".repeat(LONGEST - 2), 1, ":1: an item is text, "),
          new RuleFile(
              "long lines", "- \"" + "é ".repeat(LONGEST / 3 - 2) + "\"", 1, ":1: an item is"),
          new RuleFile("NUL", "\0".repeat(LONGEST), 1, ":1: there is a character U+0000, "),
          new RuleFile("tabs", "- a:\n" + "\t".repeat(1 << 20) + "b", 1, ":2: a tab stands here, "),
          new RuleFile("depth", "[".repeat(LONGEST), 1, ":1: lists and maps nest deeper than 16"),
          new RuleFile(
              "keys", "? ".repeat(LONGEST / 2), 1, ":1: lists and maps nest deeper than 16"),
          new RuleFile(
              "items", "-\n".repeat(LONGEST / 2), 1, ":200000: the file has more than 200000"),
          new RuleFile(
              "maps", "[" + "{},".repeat(LONGEST / 3 - 1) + "]", 1, ":1: the file has more"),
          new RuleFile(
              "anchors", many("- &a%d x\n", 300_000), 1, ":100000: the file has more than"),
          new RuleFile(
              "rules", ACTION + many("- {rule: R%d}\n", 200_000), 1, ":66666: the file has"),
          new RuleFile(
              "terms", rule("output_fields: ['a=b" + ",a=b".repeat(1_000_000) + "']"), 1, ":4:"),
          new RuleFile(
              "laughs", laughs(), 1, ":6: aliases multiply the file beyond what is read; "),
          new RuleFile(
              "wrong", many("- {rule: R%d, x: 1}\n", 33_000), 1, ":1: rule \"R0\": there is no"),
          new RuleFile("as many fields as are read", rule(fields(99_000)), 0, ""),
          new RuleFile(
              "as many rules as are read", rules(14_000) + "#" + "x".repeat(3 << 20), 0, ""));

  private static final List<Typed> SAID = new ArrayList<>();

  @TempDir private static Path folder;

  static List<RuleFile> files() {
    return FILES;
  }

  private static String many(String line, int times) {
    return IntStream.range(0, times).mapToObj(line::formatted).collect(Collectors.joining());
  }

  private static String rule(String criterion) {
    return ACTION + "- rule: R\n  match:\n    " + criterion + "\n  actions: [{action: T}]\n";
  }

  private static String rules(int times) {
    return ACTION + many("- {rule: R%d, match: {rules: [x]}, actions: [{action: T}]}\n", times);
  }

  private static String fields(int times) {
    return "output_fields: [" + many("f%1$d=%1$d,", times) + "]";
  }

  private static String laughs() {
    return "- &a0 ["
        + "x,".repeat(10)
        + "]\n"
        + IntStream.range(1, 12)
            .mapToObj(i -> "- &a%d [%s]\n".formatted(i, ("*a" + (i - 1) + ",").repeat(10)))
            .collect(Collectors.joining());
  }

  @BeforeAll
  static void check() throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RulesCheckOneByOne.class.getName()));
    for (var file : FILES) {
      command.add(Files.writeString(folder.resolve(file.name), file.text).toString());
    }
    var err = folder.resolve("err.log");
    var process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try (var lines = process.inputReader(UTF_8)) {
      SAID.addAll(
          lines.lines().map(line -> RulesCheckOneByOne.GSON.fromJson(line, Typed.class)).toList());
    }
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(SAID).hasSameSizeAs(FILES);
  }

  @ParameterizedTest
  @MethodSource("files")
  void noFileNeedsMoreMemoryThanAReplicaHas(RuleFile file) {
    var said = SAID.get(FILES.indexOf(file));

    assertThat(said.err()).doesNotContain("\tat ", "Exception", "OutOfMemory");
    assertThat(said.code()).isEqualTo(file.code);
    if (file.code == ExitCode.PROBLEM) {
      assertThat(said.out()).isEmpty();
      assertThat(said.problems())
          .isNotEmpty()
          .allMatch(line -> line.matches(".+:\\d+: .+; .+") && line.length() < 1000);
      assertThat(said.problems().getFirst()).startsWith(folder.resolve(file.name) + file.problem);
    } else {
      assertThat(said.err()).isEmpty();
      assertThat(said.out()).contains(", no problem");
    }
  }
}
