package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.text.Printable;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a command reads and writes.
 *
 * @param in standard input
 * @param out for results
 * @param err for problems and progress
 * @param environment the environment variables
 * @param watched whether a person sees the output as it comes
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    BooleanSupplier watched) {
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  static Terminal system() {
    return new Terminal(System.in, System.out, System.err, System.getenv(), Terminal::onAConsole);
  }

  /**
   * Says what went wrong, and answers the exit code. Sentences quote others, who may say anything.
   */
  int problem(String sentence) {
    err.println("falco-responder: " + Printable.of(sentence));
    return ExitCode.PROBLEM;
  }

  /**
   * Whether all that was printed so far could be written, which it cannot on a full disk, nor where
   * nobody reads on. Streams that print keep that to themselves.
   */
  boolean written() {
    return !out.checkError();
  }

  /** Asked for only where it matters: to find out takes longer than many a command. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where there is no console
  private static boolean onAConsole() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
