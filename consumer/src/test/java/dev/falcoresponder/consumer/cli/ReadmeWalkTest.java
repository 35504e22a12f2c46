package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's consoles, all that need no server, show what commands print, to the letter. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class ReadmeWalkTest {
  private static final String PROGRAM = "scripts/falco-responder ";
  private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("[a-z]+\\.(yaml|json)");

  @TempDir private Path folder;

  /** A line after {@code $}, and what is shown below it. */
  private record Shown(String command, String output) {}

  @Test
  void everyCommandPrintsWhatTheReadmeShows() throws IOException, InterruptedException {
    var shown = consoles();

    assertThat(shown).filteredOn(step -> step.command().contains(PROGRAM)).hasSize(8);
    for (var step : shown) {
      if (step.command().startsWith("cat ")) {
        Files.writeString(folder.resolve(step.command().substring(4)), step.output());
      } else {
        assertThat(run(step.command())).as(step.command()).isEqualTo(step.output());
      }
    }
  }

  private static List<Shown> consoles() throws IOException {
    var readme = Files.readString(Repository.root().resolve("README.md"));
    var shown = new ArrayList<Shown>();
    for (var console = CONSOLE.matcher(readme); console.find(); ) {
      for (var step : console.group(1).substring(2).split("(?m)^\\$ ", -1)) {
        var end = step.indexOf('\n');
        shown.add(new Shown(step.substring(0, end), step.substring(end + 1)));
      }
    }
    return shown;
  }

  /** The program runs here, with files of our folder and the repository; all else in a shell. */
  private String run(String command) throws IOException, InterruptedException {
    var at = command.indexOf(PROGRAM);
    if (at < 0) {
      return shell(command);
    }
    var in = at == 0 ? "" : shell(command.substring(0, at - " | ".length()));
    var words =
        FILE.matcher(command.substring(at + PROGRAM.length()))
            .replaceAll(folder + "/$0")
            .replace(" consumer/", " " + Repository.root() + "/consumer/");
    var answer = typed(in.getBytes(UTF_8), Map.of(), words.split(" ", -1));
    return (answer.err() + answer.out()).replace(folder + "/", "");
  }

  private String shell(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(command + ": " + output).isZero();
    return output;
  }
}
