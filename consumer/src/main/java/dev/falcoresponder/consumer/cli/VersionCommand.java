package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.app.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .println("falco-responder " + Version.current() + " (Java " + Runtime.version() + ")");
    return ExitCode.FINE;
  }
}
