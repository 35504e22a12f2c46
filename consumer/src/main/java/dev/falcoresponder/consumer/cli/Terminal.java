package dev.falcoresponder.consumer.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command reads and writes.
 *
 * @param in standard input
 * @param out for results
 * @param err for problems and progress
 * @param environment the environment variables
 */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  static Terminal system() {
    return new Terminal(System.in, System.out, System.err, System.getenv());
  }
}
