package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.text.Printable;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
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

  /** Says what went wrong, and answers the exit code. */
  int problem(String sentence) {
    complain("falco-responder: " + sentence);
    return ExitCode.PROBLEM;
  }

  /** Says what is wrong with what was read; each tells where. Answers the exit code. */
  int problems(List<?> problems) {
    problems.forEach(problem -> complain(problem.toString()));
    return ExitCode.PROBLEM;
  }

  /** Says what somebody should look at, though all goes on. */
  void warnings(List<?> warnings) {
    warnings.forEach(warning -> complain("warning: " + warning));
  }

  /** Says what is wrong with how a command was called, and answers the exit code. */
  int misuse(String sentence) {
    complain(sentence);
    return ExitCode.USAGE;
  }

  /** Sentences quote files, alerts and servers, which may say anything. */
  private void complain(String sentence) {
    err.println(Printable.of(sentence));
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
