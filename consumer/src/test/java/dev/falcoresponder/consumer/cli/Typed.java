package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command as a person typed it, and what it said.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Typed(int code, String out, String err) {
  /** With nothing on standard input and nothing special in the environment. */
  static Typed typed(String... arguments) {
    return typed(new byte[0], Map.of(), arguments);
  }

  static Typed typed(Map<String, String> environment, String... arguments) {
    return typed(new byte[0], environment, arguments);
  }

  static Typed typed(byte[] in, Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var variables = new HashMap<>(Map.of("HOSTNAME", "replica-a"));
    variables.putAll(environment);
    var terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            variables,
            () -> false);
    var code = Commands.run(terminal, arguments);
    return new Typed(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Standard error, line by line. */
  List<String> problems() {
    return err.lines().toList();
  }
}
