package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.redrive.AlertStream;
import dev.falcoresponder.consumer.redrive.Decision;
import dev.falcoresponder.consumer.redrive.Operator;
import dev.falcoresponder.consumer.redrive.Redrive;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "redrive",
    description =
        "Sends the alerts of dead letters again, each as an alert of its own, and removes the"
            + " letters. This approves what the letter says is held.",
    mixinStandardHelpOptions = true)
final class DeadLettersRedriveCommand extends DeadLettersDecideCommand {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for the audit trail.")
  private String reason = "";

  DeadLettersRedriveCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Optional<String> complaint() {
    return complaint(reason);
  }

  @Override
  LongFunction<Decision> decision(BrokerConnection connection, ConsumerConfig loaded) {
    var redrive =
        new Redrive(
            connection,
            new AlertStream(loaded.broker().stream(), loaded.broker().subjects()),
            loaded.connection().requestTimeout(),
            Operator.current(),
            Clock.systemUTC(),
            RandomGenerator.getDefault());
    return sequence -> redrive.redrive(sequence, reason.strip());
  }
}
