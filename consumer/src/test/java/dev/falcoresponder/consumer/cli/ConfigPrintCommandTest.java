package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.config.ConfigTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPrintCommandTest {
  @Test
  void everyKeyIsPrintedWithItsValueAndWhereItComesFrom(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("c.yaml"), "\nnats:\n  stream: ALERTS\n");

    var printed =
        typed(
            Map.of("FALCO_RESPONDER_DRY_RUN", "true"),
            "config",
            "print",
            "--config",
            file.toString());

    assertThat(printed.code()).isZero();
    assertThat(printed.out().lines().map(line -> line.split(" +", 2)[0]))
        .startsWith("KEY")
        .containsAll(ConfigTable.rows().stream().map(ConfigTable.Row::key).toList());
    assertThat(printed.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "nats.stream ALERTS " + file + ":3",
            "dry-run true FALCO_RESPONDER_DRY_RUN",
            "http.port 8080 default");
  }

  @Test
  void jsonHasOneObjectForEachKey() {
    var printed = typed("config", "print", "--output", "json");

    var settings = JsonParser.parseString(printed.out()).getAsJsonArray();
    assertThat(settings).hasSize(ConfigTable.rows().size());
    assertThat(settings.get(0).getAsJsonObject().keySet())
        .containsExactly("key", "shown", "origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void secretsAreNotPrinted(String format) {
    assertMasked(
        format,
        Map.of("FALCO_RESPONDER_NATS_USER", "me", "FALCO_RESPONDER_NATS_PASSWORD", "s3cret"));
    assertMasked(format, Map.of("FALCO_RESPONDER_NATS_SERVERS", "nats://me:s3cret@one:4222"));
    assertMasked(format, Map.of("FALCO_RESPONDER_NATS_TOKEN", "s3cret"));
  }

  private static void assertMasked(String format, Map<String, String> environment) {
    var printed = typed(environment, "config", "print", "--output", format);

    assertThat(printed.code()).isZero();
    assertThat(printed.out()).contains("******").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config print",
        "run",
        "explain -",
        "dead-letters list",
        "dead-letters show 1",
      })
  void everyCommandTellsAllProblemsOfTheConfigurationAtOnceAndStops(String command) {
    var printed =
        typed(
            Map.of(
                "FALCO_RESPONDER_NATS_SERVRS", "nats://one",
                "FALCO_RESPONDER_HTTP_PORT", "eighty",
                "FALCO_RESPONDER_DRY_RUN", "perhaps"),
            command.split(" ", -1));

    assertThat(printed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(printed.problems()).hasSize(3).allMatch(line -> line.matches("[A-Z_]+: .+; .+"));
    assertThat(printed.err())
        .contains(
            "FALCO_RESPONDER_NATS_SERVRS: ",
            "FALCO_RESPONDER_HTTP_PORT: ",
            "FALCO_RESPONDER_DRY_RUN: ");
    assertThat(printed.out()).isEmpty();
  }

  @Test
  void configurationThatIsNotThereIsAProblem() {
    var printed = typed("config", "print", "--config", "/nonexistent/config.yaml");

    assertThat(printed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(printed.problems())
        .singleElement()
        .asString()
        .startsWith("/nonexistent/config.yaml:");
  }
}
