package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.redrive.Decision;
import dev.falcoresponder.consumer.redrive.Discard;
import dev.falcoresponder.consumer.redrive.Operator;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "discard",
    description = "Removes dead letters for good; the audit trail keeps who did, and why.",
    mixinStandardHelpOptions = true)
final class DeadLettersDiscardCommand extends DeadLettersDecideCommand {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the audit trail.")
  private String reason = "";

  DeadLettersDiscardCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Optional<String> complaint() {
    return reason.isBlank()
        ? Optional.of("The reason is empty: say why nothing is to be done")
        : complaint(reason);
  }

  @Override
  LongFunction<Decision> decision(BrokerConnection connection, ConsumerConfig loaded) {
    var discard =
        new Discard(
            connection,
            loaded.connection().requestTimeout(),
            Operator.current(),
            Clock.systemUTC());
    return sequence -> discard.discard(sequence, reason.strip());
  }
}
