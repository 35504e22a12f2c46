package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What commands have in common that speak to the broker: configuration, connection, output. */
abstract class BrokerCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  BrokerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() throws InterruptedException {
    var complaint = complaint();
    if (complaint.isPresent()) {
      return misuse(complaint.get());
    }
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(var loaded, _) -> connect(loaded);
    };
  }

  private int connect(ConsumerConfig loaded) throws InterruptedException {
    try (var session = new BrokerSession(loaded.connection())) {
      var obstacle = session.open();
      return obstacle.isPresent()
          ? problem(obstacle.get())
          : work(session.connection(), loaded, output.json());
    }
  }

  /** What is wrong with the arguments, in a sentence, before anything is done. */
  Optional<String> complaint() {
    return Optional.empty();
  }

  /** Does it and prints; the answer is the exit code. */
  abstract int work(BrokerConnection connection, ConsumerConfig loaded, boolean json);

  final void print(String text) {
    terminal.out().println(text);
  }

  /** Whether what was printed is seen by anybody, so that there is a point in printing more. */
  final boolean written() {
    return terminal.written();
  }

  final int problem(String sentence) {
    return terminal.problem(sentence);
  }

  final int misuse(String sentence) {
    return terminal.misuse(sentence);
  }

  /** To be closed when the work is done. */
  final Progress progress(String what) {
    return new Progress(terminal, what);
  }
}
