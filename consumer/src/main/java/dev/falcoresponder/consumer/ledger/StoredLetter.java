package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter as the stream keeps it.
 *
 * @param sequence its sequence in the stream of dead letters
 * @param storedAt when it was stored, by the broker's clock
 * @param subject the subject that it was published on
 * @param content what its headers say
 * @param payload the original message; of a letter that is {@link Unreadable}, what is there of it
 * @param rests sequences of further pieces of a payload that did not fit into one message; mostly
 *     none
 */
public record StoredLetter(
    long sequence,
    Instant storedAt,
    String subject,
    Content content,
    Payload payload,
    List<Long> rests) {
  public StoredLetter {
    rests = List.copyOf(rests);
  }

  /** What a letter's headers say. */
  public sealed interface Content {}

  /** Why and from where the letter came. */
  public record Letter(DeadLetter letter) implements Content {}

  /**
   * The headers are not a dead letter's, or a piece of the payload is gone.
   *
   * @param alertSubject where the alert was published, if at least that can be read and the payload
   *     is whole: enough to send it again
   */
  public record Unreadable(String why, Optional<String> alertSubject) implements Content {}
}
