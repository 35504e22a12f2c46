package dev.falcoresponder.consumer.broker;

import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A message as a stream keeps it. Not a record, for the sake of the bytes. */
public final class StoredMessage {
  private final MessageInfo message;
  private final String subject;
  private final Instant storedAt;

  StoredMessage(MessageInfo message) {
    this.message = message;
    this.subject = Objects.requireNonNull(message.getSubject(), "a stored message has a subject");
    this.storedAt =
        Objects.requireNonNull(message.getTime(), "a stored message has a time").toInstant();
  }

  /** Its sequence in the stream. */
  public long sequence() {
    return message.getSeq();
  }

  /** The subject that it was published on. */
  public String subject() {
    return subject;
  }

  /** When it was stored, by the broker's clock. */
  public Instant storedAt() {
    return storedAt;
  }

  /** Its headers, those of the broker included; not to be changed. */
  public Headers headers() {
    return message.getHeaders() == null ? new Headers() : message.getHeaders();
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers().getFirst(name));
  }

  /** The id of the replay that it is, if an operator sent it. */
  public Optional<String> replay() {
    return ReplayHeader.in(message.getHeaders());
  }

  /** When the broker had these bytes first, as far as the message says so. */
  public Instant firstStoredAt() {
    return ReplayHeader.firstStoredAt(message.getHeaders()).orElse(storedAt);
  }

  /** Its bytes, not to be changed; none where it has no body. */
  public byte[] body() {
    return message.getData() == null ? new byte[0] : message.getData();
  }
}
