package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.Requests.Reply;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Publishes into streams and waits for the stream's word that the message is stored. */
public final class StreamWriter {
  /** "wrong last sequence" in the server's table of errors. */
  private static final int WRONG_LAST_SEQUENCE = 10071;

  /** A cluster is still deciding about an earlier message of that subject. */
  private static final int SEQUENCE_TEMPORARILY_UNKNOWN = 10164;

  private final Supplier<Connection> connection;
  private final Requests requests;
  private final MissedStream missing;

  /**
   * Waits for each confirmation no longer than the timeout.
   *
   * @param missing told whenever the broker says that no stream keeps a subject, or leaves a write
   *     unanswered; a stream that it makes takes the write at once
   */
  public StreamWriter(Supplier<Connection> connection, Duration timeout, MissedStream missing) {
    this.connection = connection;
    this.requests = new Requests(connection, timeout);
    this.missing = missing;
  }

  /** What a write comes to. */
  public sealed interface Written {
    /**
     * Stored.
     *
     * @param sequence for a message id that was seen before, that of the first message
     * @param repeated whether it was, within the stream's duplicate window: then nothing new is
     *     stored
     */
    record Stored(long sequence, boolean repeated) implements Written {}

    /** The stream holds something else than the headers expected of it. */
    record Conflict() implements Written {}

    /** No stream keeps the subject, or the one that does has no leader now. */
    record NoStream() implements Written {}

    /**
     * No word in time; it may or may not have been stored. Perhaps there is no stream: the broker
     * does not say so as long as anybody else listens on the subject.
     */
    record Silence(String why) implements Written {}

    /** Not confirmed; it may or may not have been stored. */
    record Unconfirmed(String why) implements Written {}
  }

  /** Publishes one message, and once more where its stream was missed. */
  public Written write(String subject, Headers headers, byte[] body) {
    return whole(() -> send(subject, headers, body));
  }

  /**
   * Writes what takes several messages, all of them once more where their stream was missed: the
   * first may have gone with it.
   */
  public Written whole(Supplier<Written> messages) {
    var written = messages.get();
    if (written instanceof Written.NoStream) {
      missing.missed(true);
      written = messages.get();
    }
    if (written instanceof Written.Silence) {
      missing.missed(false);
    }
    return written;
  }

  /** Publishes one message, once; for a part of what is written {@link #whole}. */
  public Written send(String subject, Headers headers, byte[] body) {
    return switch (requests.send(subject, headers, body)) {
      case Reply.Answered(var message) -> read(message);
      case Reply.NobodyListens() -> new Written.NoStream();
      case Reply.Silence(var why) -> new Written.Silence(why);
      case Reply.Broken(var why) -> new Written.Unconfirmed(why);
    };
  }

  /**
   * The most bytes that headers and body of one message may have together, by the server that we
   * are connected to; 0 while there is no connection.
   */
  public long maxPayload() {
    try {
      return Math.max(0, connection.get().getMaxPayload());
    } catch (RuntimeException _) {
      return 0;
    }
  }

  private static Written read(Message message) {
    try {
      var ack = new PublishAck(message);
      return new Written.Stored(ack.getSeqno(), ack.isDuplicate());
    } catch (JetStreamApiException e) {
      return switch (e.getApiErrorCode()) {
        case WRONG_LAST_SEQUENCE, SEQUENCE_TEMPORARILY_UNKNOWN -> new Written.Conflict();
        default -> new Written.Unconfirmed(Requests.describe(e));
      };
    } catch (IOException | RuntimeException e) {
      return new Written.Unconfirmed(Requests.describe(e));
    }
  }
}
