package dev.falcoresponder.e2e;

import dev.falcoresponder.servers.Command;
import java.time.Duration;
import java.util.Map;

/**
 * The program's own command line, as a process, as operators use it.
 *
 * @param url the broker, with the operator's login
 */
record Cli(String url) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Runs the program with these arguments. */
  Command.Answer run(String... arguments) {
    return new Command(Arrangement.program(arguments), this::environment, PATIENCE).run();
  }

  private void environment(Map<String, String> variables) {
    variables.keySet().removeIf(name -> name.startsWith("FALCO_RESPONDER_"));
    variables.put("FALCO_RESPONDER_NATS_SERVERS", url);
  }
}
