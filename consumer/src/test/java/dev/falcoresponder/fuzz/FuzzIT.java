package dev.falcoresponder.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code scripts/fuzz}: ten seconds in all. */
class FuzzIT {
  private static final Duration TIME = Duration.ofSeconds(2);

  @TempDir private Path found;

  record Said(int exit, String text) {}

  @ParameterizedTest
  @EnumSource
  void nothingIsFoundInTheProgram(Target target) throws Exception {
    var folders = new ArrayList<>(List.of(found));
    target.corpora().stream().map(Fuzz::corpus).forEach(folders::add);

    var said = run(target.className(), folders);

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("stat::number_of_executed_units");
  }

  @Test
  void whatFailsAtOneWordIsFound() throws Exception {
    var said = run(Magic.class.getName(), List.of(found));

    assertThat(said.exit()).isNotZero();
    assertThat(said.text()).contains("the word was found");
  }

  private Said run(String target, List<Path> corpora) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(Jazzer.command(target, TIME, found, corpora))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), text);
  }
}
