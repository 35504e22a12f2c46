package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.ledger.DeadLetterReader;

/** A command that looks at dead letters. */
abstract class DeadLettersReadCommand extends BrokerCommand {
  DeadLettersReadCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  final int work(BrokerConnection connection, ConsumerConfig loaded, boolean json) {
    var timeout = loaded.connection().requestTimeout();
    return read(new DeadLetterReader(connection, timeout), json);
  }

  /** Reads and prints; the answer is the exit code. */
  abstract int read(DeadLetterReader reader, boolean json);
}
