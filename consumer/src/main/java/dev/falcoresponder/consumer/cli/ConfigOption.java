package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that commands share which need the configuration. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file (YAML). Environment variables FALCO_RESPONDER_... win over it.")
  private @Nullable Path file;

  /** Loads it; what is wrong with it is for {@link #complain}. */
  ConfigAnswer load(Terminal terminal) {
    var loader = new ConfigLoader(terminal.environment());
    return file == null ? loader.load() : loader.load(file);
  }

  /** Prints everything that is wrong and answers the exit code. */
  static int complain(Terminal terminal, ConfigAnswer.Broken broken) {
    terminal.problems(broken.problems());
    return ExitCode.USAGE;
  }
}
