package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.fixtures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code explain} reads, right or wrong: an alert, and rules. */
class ExplainInputTest {
  @TempDir private Path folder;

  @Test
  void withoutRulesTheBuiltInOneIsTaken() {
    var answer =
        json(typed("explain", "--output", "json", Sample.starting("06").file().toString()));

    assertThat(answer.getAsJsonArray("rules")).hasSize(1);
    assertThat(outcome(answer)).isEqualTo("would-act");
  }

  @Test
  void rulesOfTheConfigurationAreTakenWhereNoneAreNamed() throws IOException {
    var answer =
        json(
            typed(
                Map.of("FALCO_RESPONDER_RULES_FILES", every()),
                "explain",
                "-o",
                "json",
                Sample.starting("04").file().toString()));

    assertThat(outcome(answer)).isEqualTo("would-act");
  }

  @Test
  void alertIsReadFromStandardInput() throws IOException {
    var explained =
        typed(
            Sample.starting("06").bytes(),
            Map.of(),
            "explain",
            "--rules",
            every(),
            "-o",
            "json",
            "-");

    assertThat(outcome(json(explained))).isEqualTo("would-act");
  }

  static List<byte[]> garbage() {
    var random = new byte[4096];
    new Random(3).nextBytes(random);
    return List.of(
        new byte[0],
        "\n".getBytes(UTF_8),
        "\u001b[2J\u001b]0;owned\u0007".getBytes(UTF_8),
        random,
        new byte[AlertDecoder.MAX_BYTES + 2]);
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsAMalformedAlertThatCannotWriteToTheTerminal(byte[] bytes) {
    var explained = typed(bytes, Map.of(), "explain", "-");

    assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(explained.out())
        .startsWith("OUTCOME  rejected (MALFORMED)\n")
        .doesNotContain("\u001b");
    assertThat(explained.err()).isEmpty();
  }

  @Test
  void fileThatCannotBeReadIsAProblemInASentence() {
    assertThat(typed("explain", folder.resolve("no.json").toString()))
        .isEqualTo(
            new Typed(
                ExitCode.PROBLEM,
                "",
                folder.resolve("no.json")
                    + ": there is no such file; name a file with the alert's JSON, or - for "
                    + "standard input\n"));
  }

  @Test
  void nameOfAFileCannotWriteToTheTerminal() {
    assertThat(typed("explain", folder.resolve("\u001b[2J.json").toString()).problems())
        .singleElement()
        .asString()
        .startsWith(folder + "/\\u001b[2J.json: there is no such file");
  }

  @Test
  void problemsOfRulesAreAllTold() throws IOException {
    var broken =
        Files.writeString(
            folder.resolve("broken.yaml"), "- rule: A\n  color: red\n- rule: B\n  size: 4\n");

    var explained =
        typed(
            "explain", "--rules", broken.toString(), "--", Sample.starting("06").file().toString());

    assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(explained.problems())
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.startsWith(broken + ":"));
    assertThat(explained.out()).isEmpty();
  }

  private String every() throws IOException {
    return Files.writeString(folder.resolve("every.yaml"), ExplainCommandTest.EVERY).toString();
  }

  private static JsonObject json(Typed typed) {
    return JsonParser.parseString(typed.out()).getAsJsonObject();
  }

  private static String outcome(JsonObject answer) {
    return answer.get("outcome").getAsString();
  }
}
