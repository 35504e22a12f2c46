package dev.falcoresponder.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real {@code nats} command line, as operators use it.
 *
 * @param program the file
 * @param url the server, or several joined by commas
 */
public record NatsCli(Path program, String url) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The command line against that server. Gives the test up where it is missing. */
  public static NatsCli of(NatsServer server) {
    return of(server.url());
  }

  /** The command line against these servers, joined by commas. */
  public static NatsCli of(String url) {
    return new NatsCli(Servers.requireExecutable(Program.NATS_CLI).path(), url);
  }

  /**
   * Runs {@code nats --server URL ARGUMENTS} with no input; contexts of the user who runs it have
   * no part in it.
   */
  public Command.Answer run(String... arguments) {
    var command = new ArrayList<>(List.of(program.toString(), "--server", url));
    command.addAll(List.of(arguments));
    try (var home = Scratch.create("nats-cli")) {
      return new Command(command, variables -> environment(variables, home), PATIENCE).run();
    }
  }

  private static void environment(Map<String, String> variables, Scratch home) {
    variables.keySet().removeIf(name -> name.startsWith("NATS_"));
    variables.put("HOME", home.folder("home").toString());
    variables.put("XDG_CONFIG_HOME", home.folder("home").toString());
  }
}
