package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleVersion;
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
      case RuleFiles.Load.Broken(var problems) -> terminal.problems(problems);
      case RuleFiles.Load.Loaded loaded -> {
        terminal.warnings(loaded.warnings());
        var version = RuleVersion.of(loaded);
        var rules = version.rules() == 1 ? " rule" : " rules";
        terminal.out().println(version.rules() + rules + ", no problem, hash " + version.hash());
        yield ExitCode.FINE;
      }
    };
  }
}
