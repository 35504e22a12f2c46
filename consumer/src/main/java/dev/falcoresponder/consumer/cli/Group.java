package dev.falcoresponder.consumer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands that only hold others. */
abstract class Group implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  @Command(name = "rules", description = "Looks at rule files.", mixinStandardHelpOptions = true)
  static final class Rules extends Group {}

  @Command(
      name = "dead-letters",
      description = "Looks at the alerts that were given up, and decides about them.",
      mixinStandardHelpOptions = true)
  static final class DeadLetters extends Group {}

  @Command(
      name = "config",
      description = "Looks at the configuration.",
      mixinStandardHelpOptions = true)
  static final class Config extends Group {}
}
