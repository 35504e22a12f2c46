package dev.falcoresponder.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What scripts say before they do anything. {@code scripts/falco-responder} has its own words: the
 * program's.
 */
class ScriptsTest {
  /** What was said; standard error is in it. */
  record Said(int exit, List<String> lines) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aot",
        "bench",
        "campaign",
        "dashboard",
        "demo",
        "format",
        "fuzz",
        "image",
        "previous",
        "servers",
        "test"
      })
  void helpBeginsWithHowItIsCalledAndHoldsNothingForOtherTools(String script) throws Exception {
    for (var option : List.of("-h", "--help")) {
      var help = run(script, option);

      assertThat(help.exit()).isZero();
      assertThat(help.lines())
          .hasSizeGreaterThan(2)
          .noneMatch(line -> line.contains("shellcheck "));
      assertThat(help.lines().getFirst()).startsWith("scripts/" + script);
      assertThat(help.lines().get(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aot, --fast",
    "aot, now",
    "dashboard, --fast",
    "demo, --loud",
    "demo, twice",
    "format, --check",
    "image, --fast",
    "image, falco-responder.tar",
    "servers, --all",
    "servers, mysql",
    "test, --fast",
    "test, CommandsTest"
  })
  void wrongUseIsOneLineAndExitCodeTwo(String script, String argument) throws Exception {
    var wrong = run(script, argument);

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.lines())
        .singleElement()
        .asString()
        .startsWith(script + ": unknown ")
        .contains("'" + argument + "'; ");
  }

  /** On a machine without them; here the compiler is one that refuses. */
  @Test
  void trainingBuildsTheServersThatItNeeds(@TempDir Path folder) throws Exception {
    var go = Files.writeString(folder.resolve("go"), "#!/bin/sh\necho no Go for \"$@\"\nexit 3\n");
    assertThat(go.toFile().setExecutable(true)).isTrue();

    var training =
        run(
            Map.of(
                "PATH",
                folder + ":/usr/bin:/bin",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "XDG_CACHE_HOME",
                folder.toString(),
                "NATS_SERVER",
                "",
                "KUBEBUILDER_ASSETS",
                ""),
            "aot");

    assertThat(training.exit()).isEqualTo(3);
    assertThat(training.lines())
        .anyMatch(line -> line.startsWith("building ") && line.contains(" into " + folder))
        .anyMatch(line -> line.startsWith("no Go for build "))
        .noneMatch(line -> line.startsWith("training "));
  }

  private static Said run(String script, String... arguments)
      throws IOException, InterruptedException {
    return run(Map.of(), script, arguments);
  }

  private static Said run(Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of(Repository.root().resolve("scripts/" + script).toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    return new Said(process.waitFor(), lines);
  }
}
