package dev.falcoresponder.consumer.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The rule files that a command is given, in the order in which they are merged. */
final class RuleFilesParameter {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Rule files; later ones add to earlier ones.")
  private List<Path> files = List.of();

  List<Path> files() {
    return files;
  }
}
