package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.rules.RuleFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description = "Reports every problem of the rule files at once; exit code 1 if there is one.",
    mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RuleFilesParameter rules = new RuleFilesParameter();

  RulesCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (RuleFiles.load(rules.files())) {
      case RuleFiles.Load.Broken(var problems) -> {
        problems.forEach(terminal.err()::println);
        yield ExitCode.PROBLEM;
      }
      case RuleFiles.Load.Loaded(var book, _, var warnings) -> {
        warnings.forEach(warning -> terminal.err().println("warning: " + warning));
        terminal
            .out()
            .println(
                book.rules().size()
                    + (book.rules().size() == 1 ? " rule" : " rules")
                    + ", no problem");
        yield ExitCode.FINE;
      }
    };
  }
}
