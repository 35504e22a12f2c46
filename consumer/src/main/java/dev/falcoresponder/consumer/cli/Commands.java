package dev.falcoresponder.consumer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands; alone, the program shows what there is. */
@Command(
    name = "falco-responder",
    description = "Answers Falco alerts from NATS: deletes the pod in which a threat was detected.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
public final class Commands implements Runnable {
  private final Terminal terminal;

  private Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command with the process's own terminal; the answer is the exit code. */
  public static int run(String... arguments) {
    return run(Terminal.system(), arguments);
  }

  /** Runs the command with the given terminal; the answer is the exit code. */
  static int run(Terminal terminal, String... arguments) {
    var code = line(terminal).execute(arguments);
    if (terminal.written()) {
      return code;
    }
    var lost =
        terminal.problem(
            "the output could not be written, or not all of it: the disk is full, or nobody reads"
                + " on");
    return code == ExitCode.FINE ? lost : code;
  }

  private static CommandLine line(Terminal terminal) {
    var line =
        new CommandLine(new Commands(terminal))
            .addSubcommand(new RunCommand(terminal))
            .addSubcommand(
                new CommandLine(new Group.Rules())
                    .addSubcommand(new RulesCheckCommand(terminal))
                    .addSubcommand(new RulesPrintCommand(terminal)))
            .addSubcommand(new ExplainCommand(terminal))
            .addSubcommand(
                new CommandLine(new Group.DeadLetters())
                    .addSubcommand(new DeadLettersListCommand(terminal))
                    .addSubcommand(new DeadLettersShowCommand(terminal))
                    .addSubcommand(new DeadLettersRedriveCommand(terminal))
                    .addSubcommand(new DeadLettersDiscardCommand(terminal)))
            .addSubcommand(new OutcomesCommand(terminal))
            .addSubcommand(new ReplayCommand(terminal))
            .addSubcommand(
                new CommandLine(new Group.Config()).addSubcommand(new ConfigPrintCommand(terminal)))
            .addSubcommand(new VersionCommand(terminal));
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUse(terminal))
        .setExecutionExceptionHandler((e, _, _) -> terminal.problem(e.toString()));
  }

  @Override
  public void run() {
    line(terminal).usage(terminal.out());
  }
}
