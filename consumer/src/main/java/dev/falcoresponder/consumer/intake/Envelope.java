package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.ReplayHeader;
import io.nats.client.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it came: all that rooms get to see of a {@link Delivery}.
 *
 * @param id the message's identity
 * @param subject the subject it was published on
 * @param payload its bytes
 * @param deliveries how often the broker has delivered it, this time included: from 1
 * @param replay the value of the header {@code Falco-Responder-Replay}, if an operator set one
 * @param firstStoredAt when the broker had these bytes first; before {@code id} was stored, where
 *     they were sent again and say so
 */
public record Envelope(
    AlertId id,
    String subject,
    Payload payload,
    long deliveries,
    Optional<String> replay,
    Instant firstStoredAt) {
  /** A time after the broker's own cannot be true. */
  public Envelope {
    firstStoredAt = firstStoredAt.isBefore(id.storedAt()) ? firstStoredAt : id.storedAt();
  }

  /** A message that says nothing of an earlier one. */
  public Envelope(
      AlertId id, String subject, Payload payload, long deliveries, Optional<String> replay) {
    this(id, subject, payload, deliveries, replay, id.storedAt());
  }

  /** A message as the client hands it over. */
  static Envelope of(AlertId id, Message message, long deliveries) {
    var headers = message.getHeaders();
    return new Envelope(
        id,
        message.getSubject(),
        new Payload(message.getData()),
        deliveries,
        ReplayHeader.in(headers),
        ReplayHeader.firstStoredAt(headers).orElse(id.storedAt()));
  }

  /** The same message, delivered once more. */
  Envelope again() {
    return new Envelope(id, subject, payload, deliveries + 1, replay, firstStoredAt);
  }
}
