package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.falcoresponder.consumer.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code rules check} in a JVM of its own, with less memory than a replica has: the worst files
 * that the limits let through, and those that they do not.
 */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RulesCheckProcessTest {
  private static final int LONGEST = 4 << 20;
  private static final String HEAP = "-Xmx128m";
  private static final String ACTION = "- {action: T, actionner: 'kubernetes:terminate'}\n";

  @TempDir private Path folder;

  /** A name, the file, its exit code, and how the first line about it starts. */
  static List<Arguments> files() {
    return List.of(
        arguments("length", "#".repeat(10 << 20), 1, ":1: the file has more than 4194304 bytes; "),
        arguments("blank lines", "\n".repeat(LONGEST), 1, ":1: the file is empty; "),
        arguments("a long word", "- " + "a".repeat(LONGEST - 2), 1, ":1: an item is text, "),
        arguments("long lines", "- \"" + "é ".repeat(LONGEST / 3 - 2) + "\"", 1, ":1: an item is"),
        arguments("NUL", "\0".repeat(LONGEST), 1, ":1: there is a character U+0000, "),
        arguments("tabs", "- a:\n" + "\t".repeat(1 << 20) + "b", 1, ":2: a tab stands here, "),
        arguments("depth", "[".repeat(LONGEST), 1, ":1: lists and maps nest deeper than 16"),
        arguments("keys", "? ".repeat(LONGEST / 2), 1, ":1: lists and maps nest deeper than 16"),
        arguments("items", "-\n".repeat(LONGEST / 2), 1, ":200000: the file has more than 200000"),
        arguments("maps", "[" + "{},".repeat(LONGEST / 3 - 1) + "]", 1, ":1: the file has more"),
        arguments("anchors", many("- &a%d x\n", 300_000), 1, ":100000: the file has more than"),
        arguments("rules", ACTION + many("- {rule: R%d}\n", 200_000), 1, ":66666: the file has"),
        arguments(
            "terms", rule("output_fields: ['a=b" + ",a=b".repeat(1_000_000) + "']"), 1, ":4:"),
        arguments("laughs", laughs(), 1, ":6: aliases multiply the file beyond what is read; "),
        arguments(
            "wrong", many("- {rule: R%d, x: 1}\n", 33_000), 1, ":1: rule \"R0\": there is no"),
        arguments("as many fields as are read", rule(fields(99_000)), 0, ""),
        arguments("as many rules as are read", rules(14_000) + "#" + "x".repeat(3 << 20), 0, ""));
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void noFileNeedsMoreMemoryThanAReplicaHas(String name, String text, int code, String problem)
      throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("r.yaml"), text);

    var checked = check(file);

    assertThat(checked.err()).doesNotContain("\tat ", "Exception", "OutOfMemory");
    assertThat(checked.code()).as(name).isEqualTo(code);
    if (code == ExitCode.PROBLEM) {
      assertThat(checked.out()).isEmpty();
      assertThat(checked.problems())
          .isNotEmpty()
          .allMatch(line -> line.matches(".+:\\d+: .+; .+") && line.length() < 1000);
      assertThat(checked.problems().getFirst()).startsWith(file + problem);
    } else {
      assertThat(checked.err()).isEmpty();
      assertThat(checked.out()).contains(", no problem");
    }
  }

  private Typed check(Path file) throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "rules",
                "check",
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // The JVM would say that it has picked it up.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    var process = builder.start();
    try {
      return new Typed(
          process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
