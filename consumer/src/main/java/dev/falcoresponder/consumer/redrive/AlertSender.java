package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.broker.StreamWriter;
import dev.falcoresponder.consumer.broker.StreamWriter.Written;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends alerts again, byte for byte, each as an alert of its own. Of the headers that a message
 * once had none is sent: they could make it something else than an alert.
 */
final class AlertSender {
  private static final String MESSAGE_ID = "Nats-Msg-Id";
  private static final String EXPECTED_STREAM = "Nats-Expected-Stream";

  private final AlertStream alerts;
  private final StreamWriter writer;

  /** Waits for each confirmation no longer than the timeout. */
  AlertSender(Supplier<Connection> connection, AlertStream alerts, Duration timeout) {
    this.alerts = alerts;
    this.writer = new StreamWriter(connection, timeout, MissedStream.UNWATCHED);
  }

  /** An alert with the headers that it will have. */
  record Message(String subject, Headers headers, Payload payload) {}

  /** What sending comes to. */
  sealed interface Sent {
    /** It is stored; repeated where one with its message id was stored shortly before. */
    record Stored(long sequence, boolean repeated) implements Sent {}

    /** It may or may not be stored. */
    record Unconfirmed(String why) implements Sent {}
  }

  /**
   * Prepares an alert.
   *
   * @param replay what makes it an alert of its own
   * @param id what makes it the same message where it is sent twice
   * @param firstStoredAt when the broker had it first
   */
  Message message(
      String subject, Payload payload, String replay, String id, Instant firstStoredAt) {
    var headers =
        new Headers()
            .put(Subjects.REPLAY_HEADER, replay)
            .put(Subjects.FIRST_STORED_AT_HEADER, firstStoredAt.toString())
            .put(MESSAGE_ID, id)
            .put(EXPECTED_STREAM, alerts.name());
    return new Message(subject, headers, payload);
  }

  /** Why the broker would not take it however often it is sent; to go behind what it is. */
  Optional<String> obstacle(Message message) {
    var limit = writer.maxPayload();
    // Without a connection nobody knows the limit, and sending says what is wrong.
    return limit > 0 && message.headers().serializedLength() + message.payload().size() > limit
        ? Optional.of(
            "does not fit into the " + limit + " bytes that the broker takes (max_payload)")
        : Optional.empty();
  }

  Sent send(Message message) {
    return switch (writer.write(message.subject(), message.headers(), message.payload().bytes())) {
      case Written.Stored(long sequence, var repeated) -> new Sent.Stored(sequence, repeated);
      case Written.NoStream() ->
          new Sent.Unconfirmed("no stream keeps " + message.subject() + " now");
      case Written.Conflict() ->
          new Sent.Unconfirmed("the stream of " + message.subject() + " takes nothing now");
      case Written.Silence(var why) -> unconfirmed(why);
      case Written.Unconfirmed(var why) -> unconfirmed(why);
    };
  }

  private static Sent unconfirmed(String why) {
    return new Sent.Unconfirmed("it could not be sent again (" + why + ")");
  }
}
