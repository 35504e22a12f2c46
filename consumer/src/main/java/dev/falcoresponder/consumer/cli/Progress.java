package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.text.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How far a long command is, on one line of a terminal that is written over. Where nobody watches,
 * nothing is written.
 */
final class Progress implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(200);

  private final PrintStream err;
  private final BooleanSupplier watched;
  private final String what;
  private long shownAt = System.nanoTime();
  private int shown;

  /** Shows on standard error, after a moment: a quick command needs none. */
  Progress(Terminal terminal, String what) {
    this.err = terminal.err();
    this.watched = terminal.watched();
    this.what = what;
  }

  /** So many are done. */
  void at(long count, String where) {
    var now = System.nanoTime();
    if (now - shownAt >= EVERY.toNanos()) {
      shownAt = now;
      if (watched.getAsBoolean()) {
        show(Printable.of("%s %,d %s".formatted(what, count, where)));
      }
    }
  }

  private void show(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    err.flush();
    shown = line.length();
  }

  /** Leaves an empty line behind. */
  @Override
  public void close() {
    if (shown > 0) {
      show("");
      err.print("\r");
      err.flush();
    }
  }
}
