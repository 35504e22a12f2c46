package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.redrive.Decision;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import picocli.CommandLine.Parameters;

/**
 * A command that decides about dead letters, one after the other. A letter that cannot be decided
 * about does not keep the others waiting; a broker that does not answer does.
 */
abstract class DeadLettersDecideCommand extends BrokerCommand {
  private static final int LONGEST_REASON = 1_000;

  @Parameters(
      index = "0..*",
      arity = "1",
      paramLabel = "SEQ",
      converter = SequenceText.class,
      description = "Sequences of the letters, as list prints them.")
  private List<Long> sequences = List.of();

  DeadLettersDecideCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  final int work(BrokerConnection connection, ConsumerConfig loaded, boolean json) {
    var decide = decision(connection, loaded);
    var code = ExitCode.FINE;
    for (var sequence : sequences) {
      var decision = decide.apply(sequence);
      if (json) {
        print(DecisionJson.of(decision));
      }
      switch (decision) {
        case Decision.Redriven _, Decision.Discarded _ -> {
          if (!json) {
            print(sentence(decision));
          }
        }
        case Decision.Refused(_, var why) -> code = problem(why);
        case Decision.Failed(_, var why) -> {
          return problem(why);
        }
      }
    }
    return code;
  }

  /** What decides about the letter of a sequence. */
  abstract LongFunction<Decision> decision(BrokerConnection connection, ConsumerConfig loaded);

  /** Checks a reason in a person's words. */
  static Optional<String> complaint(String reason) {
    return reason.length() > LONGEST_REASON
        ? Optional.of(
            "The reason has %d characters; write %d or less"
                .formatted(reason.length(), LONGEST_REASON))
        : Optional.empty();
  }

  private static String sentence(Decision decision) {
    return switch (decision) {
      case Decision.Redriven(long letter, var stream, long sequence, var approved) ->
          "dead letter %d redriven as alert %d of stream %s%s"
              .formatted(
                  letter,
                  sequence,
                  stream,
                  approved.map(action -> ", with approval of " + action).orElse(""));
      case Decision.Discarded(long letter) -> "dead letter " + letter + " discarded";
      case Decision.Refused(_, var why) -> why;
      case Decision.Failed(_, var why) -> why;
    };
  }
}
