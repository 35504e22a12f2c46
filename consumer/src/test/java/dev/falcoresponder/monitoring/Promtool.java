package dev.falcoresponder.monitoring;

import dev.falcoresponder.servers.Command;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The real {@code promtool}.
 *
 * @param program the file
 */
record Promtool(Path program) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Gives the test up where it is missing. */
  static Promtool find() {
    return new Promtool(Servers.requireExecutable(Program.PROMTOOL).path());
  }

  Command.Answer run(String... arguments) {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return new Command(words, _ -> {}, PATIENCE).run();
  }
}
