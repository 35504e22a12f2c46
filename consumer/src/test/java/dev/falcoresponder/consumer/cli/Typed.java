package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.NatsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
  /** Standard error where standard output could not be written. */
  static final String LOST_OUTPUT =
      "falco-responder: the output could not be written, or not all of it: the disk is full, or"
          + " nobody reads on\n";

  /** With nothing on standard input and nothing special in the environment. */
  static Typed typed(String... arguments) {
    return typed(new byte[0], Map.of(), arguments);
  }

  /** These words and what follows them, to that broker. */
  static Typed at(NatsServer broker, List<String> words, String... more) {
    var all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return typed(Map.of("FALCO_RESPONDER_NATS_SERVERS", broker.url()), all.toArray(String[]::new));
  }

  static Typed typed(Map<String, String> environment, String... arguments) {
    return typed(new byte[0], environment, arguments);
  }

  /** With that on standard input, and no room left for what it prints. */
  static Typed onFullDisk(String in, String... arguments) {
    return onFullDisk(in.getBytes(UTF_8), Map.of(), arguments);
  }

  /** To that broker, with no room left for what it prints. */
  static Typed onFullDisk(NatsServer broker, String... arguments) {
    return onFullDisk(new byte[0], Map.of("FALCO_RESPONDER_NATS_SERVERS", broker.url()), arguments);
  }

  private static Typed onFullDisk(byte[] in, Map<String, String> environment, String... arguments) {
    try (var full = new FileOutputStream("/dev/full")) {
      return typed(in, full, environment, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Typed typed(byte[] in, Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var typed = typed(in, out, environment, arguments);
    return new Typed(typed.code, out.toString(UTF_8), typed.err);
  }

  private static Typed typed(
      byte[] in, OutputStream out, Map<String, String> environment, String... arguments) {
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
    return new Typed(code, "", err.toString(UTF_8));
  }

  /** Standard output as JSON, an object a line. */
  List<JsonObject> objects() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  /** Standard error, line by line. */
  List<String> problems() {
    return err.lines().toList();
  }
}
