package dev.falcoresponder.consumer.intake;

import java.time.Instant;

/**
 * An alert's identity: the same for every delivery of one stored message, different for every
 * other. The time of storage belongs to it, because a stream that was made anew, or lost its tail
 * in a crash, hands the same sequence to another message.
 *
 * @param stream the stream's name
 * @param sequence the message's sequence in it
 * @param storedAt when the broker stored it, by the broker's clock
 */
public record AlertId(String stream, long sequence, Instant storedAt) {
  /** One token for message ids and claims. */
  public String token() {
    return stream + "." + sequence + "." + storedAt.getEpochSecond() + "." + storedAt.getNano();
  }
}
