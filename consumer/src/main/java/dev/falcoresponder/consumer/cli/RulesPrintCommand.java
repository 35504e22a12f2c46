package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RulePrinter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "print",
    description = "Prints the rule files merged into one, in the format of rule files.",
    mixinStandardHelpOptions = true)
final class RulesPrintCommand implements Callable<Integer> {
  enum Format {
    YAML,
    JSON
  }

  private final Terminal terminal;
  @Mixin private final RuleFilesParameter rules = new RuleFilesParameter();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "yaml or json; default: ${DEFAULT-VALUE}.")
  private Format format = Format.YAML;

  RulesPrintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (RuleFiles.load(rules.files())) {
      case RuleFiles.Load.Broken(var problems) -> terminal.problems(problems);
      case RuleFiles.Load.Loaded(_, var document, var warnings) -> {
        terminal.warnings(warnings);
        terminal
            .out()
            .print(
                switch (format) {
                  case YAML -> RulePrinter.yaml(document);
                  case JSON -> RulePrinter.json(document);
                });
        yield ExitCode.FINE;
      }
    };
  }
}
