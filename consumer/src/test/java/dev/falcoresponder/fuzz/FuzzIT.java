package dev.falcoresponder.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code scripts/fuzz}: ten seconds, by one process for all targets, since Jazzer
 * takes that long to start.
 */
class FuzzIT {
  private static final Pattern EXECUTED =
      Pattern.compile("stat::number_of_executed_units: +(\\d+)");

  @TempDir private Path found;
  @TempDir private Path seeds;

  record Said(int exit, String text) {}

  @Test
  void nothingIsFoundInTheProgram() throws Exception {
    var known = AnyTarget.seed(seeds);

    var said = run(AnyTarget.class, Duration.ofSeconds(10), List.of(found, seeds));

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text())
        .containsPattern(EXECUTED)
        .satisfies(text -> assertThat(executed(text)).isGreaterThan(known));
  }

  @Test
  void whatFailsAtOneWordIsFound() throws Exception {
    var said = run(Magic.class, Duration.ofSeconds(30), List.of(found));

    assertThat(said.exit()).isNotZero();
    assertThat(said.text()).contains("the word was found");
  }

  private static int executed(String text) {
    return EXECUTED.matcher(text).results().mapToInt(it -> Integer.parseInt(it.group(1))).sum();
  }

  private Said run(Class<?> target, Duration time, List<Path> corpora)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(Jazzer.command(target.getName(), time, found, corpora))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), text);
  }
}
