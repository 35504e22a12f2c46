package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.broker.StreamEraser;
import dev.falcoresponder.consumer.broker.StreamEraser.Erased;
import dev.falcoresponder.consumer.ledger.DeadLetterReader;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The dead letters, for whoever decides about them. */
final class LetterCabinet {
  private final DeadLetterReader reader;
  private final Ledger ledger;
  private final StreamEraser eraser;

  LetterCabinet(Supplier<Connection> connection, Duration timeout) {
    reader = new DeadLetterReader(connection, timeout);
    ledger = new JetStreamLedger(connection, timeout, MissedStream.UNWATCHED);
    eraser = new StreamEraser(connection, Subjects.DEAD_LETTERS_STREAM, timeout);
  }

  /** Finds the letter and decides, or says why there is nothing to decide about. */
  Decision decide(long sequence, Function<StoredLetter, Decision> how) {
    return switch (reader.at(sequence)) {
      case DeadLetterReader.Lookup.Found(var letter) -> how.apply(letter);
      case DeadLetterReader.Lookup.Absent(var why) -> new Decision.Refused(sequence, why);
      case DeadLetterReader.Lookup.Gone() ->
          new Decision.Refused(
              sequence,
              "dead letter "
                  + sequence
                  + " is gone already: it was redriven, discarded or removed");
      case DeadLetterReader.Lookup.Unreachable(var why) -> new Decision.Failed(sequence, why);
    };
  }

  /** Writes the decision down; what kept it from that. */
  Optional<String> note(ResponseOutcome event) {
    return ledger.keep(event) instanceof Ledger.Entry.NotKept(var why)
        ? Optional.of("it could not be written down on the audit trail (" + why + ")")
        : Optional.empty();
  }

  /**
   * Removes the letter; what kept it from that. The letter goes before the pieces of its payload,
   * since a piece that is left behind is seen by nobody, and a letter without it cannot be read.
   */
  Optional<String> remove(StoredLetter letter) {
    var failure = erase(letter.sequence());
    for (var rest : letter.rests()) {
      failure = failure.isPresent() ? failure : erase(rest);
    }
    return failure;
  }

  private Optional<String> erase(long sequence) {
    return eraser.erase(sequence) instanceof Erased.Unknown(var why)
        ? Optional.of(
            "message %d of stream %s could not be removed (%s)"
                .formatted(sequence, Subjects.DEAD_LETTERS_STREAM, why))
        : Optional.empty();
  }
}
