package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.OutcomeKind;
import io.nats.client.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Drops dead letters: nothing will be done about their alerts. */
public final class Discard {
  private final LetterCabinet letters;
  private final DecisionEvents events;

  /**
   * Decides for that person.
   *
   * @param timeout how long each request to the broker may take
   */
  public Discard(
      Supplier<Connection> connection, Duration timeout, Operator operator, Clock clock) {
    this.letters = new LetterCabinet(connection, timeout);
    this.events = new DecisionEvents(operator, clock);
  }

  /**
   * Drops the letter of that sequence, after writing down that it is dropped.
   *
   * @param reason why, in the person's words
   */
  public Decision discard(long sequence, String reason) {
    return letters.decide(sequence, letter -> discard(letter, reason));
  }

  private Decision discard(StoredLetter letter, String reason) {
    var detail = "dead letter " + letter.sequence() + " dropped: " + reason;
    return letters
        .note(events.event(letter, OutcomeKind.DISCARDED, detail))
        .or(() -> letters.remove(letter))
        .<Decision>map(why ->
            new Decision.Failed(
                letter.sequence(), "dead letter " + letter.sequence() + " stays: " + why))
        .orElseGet(() -> new Decision.Discarded(letter.sequence()));
  }
}
