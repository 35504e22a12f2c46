package dev.falcoresponder.consumer.cli;

/** What a command's exit code tells a script. */
final class ExitCode {
  static final int FINE = 0;
  static final int PROBLEM = 1;
  static final int USAGE = 2;

  private ExitCode() {}
}
