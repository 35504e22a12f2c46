package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.ledger.DeadLetterReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What commands that read dead letters have in common: configuration, connection, output. */
abstract class DeadLettersCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  DeadLettersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() throws InterruptedException {
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(var loaded, _) -> read(loaded);
    };
  }

  private int read(ConsumerConfig loaded) throws InterruptedException {
    try (var session = new BrokerSession(loaded.connection())) {
      var obstacle = session.open();
      if (obstacle.isPresent()) {
        return problem(obstacle.get());
      }
      var timeout = loaded.connection().requestTimeout();
      return read(new DeadLetterReader(session.connection(), timeout), output.json());
    }
  }

  /** Reads and prints; the answer is the exit code. */
  abstract int read(DeadLetterReader reader, boolean json);

  final void print(String text) {
    terminal.out().println(text);
  }

  final int problem(String sentence) {
    terminal.err().println("falco-responder: " + sentence);
    return ExitCode.PROBLEM;
  }
}
