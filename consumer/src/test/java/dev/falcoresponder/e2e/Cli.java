package dev.falcoresponder.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The program's own command line, as a process, as operators use it.
 *
 * @param url the broker, with the operator's login
 */
record Cli(String url) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a command did. */
  record Answer(int exit, String stdout, String stderr) {
    /** Its output as JSON, an object a line. */
    List<JsonObject> objects() {
      return stdout.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  /** Runs the program with these arguments. */
  Answer run(String... arguments) {
    var answer = new Command(Arrangement.program(arguments), this::environment, PATIENCE).run();
    return new Answer(answer.exit(), answer.stdout(), answer.stderr());
  }

  private void environment(Map<String, String> variables) {
    variables.keySet().removeIf(name -> name.startsWith("FALCO_RESPONDER_"));
    variables.put("FALCO_RESPONDER_NATS_SERVERS", url);
  }
}
