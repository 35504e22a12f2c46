package dev.falcoresponder.consumer;

import dev.falcoresponder.consumer.cli.Commands;

/** Starts the command that was typed. */
public final class Main {
  private Main() {}

  static void main(String[] arguments) {
    System.exit(Commands.run(arguments));
  }
}
