package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.Requests.Reply;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.MessageGetRequest;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads single messages of a stream, always from its leader. Direct reads, which any replica
 * answers, may be stale; the client's own calls choose them by what it has once seen of a stream of
 * that name, so the leader is asked by its own subject here.
 */
public final class StreamReader {
  private static final int NO_MESSAGE_FOUND = 10037;
  private static final int STREAM_NOT_FOUND = 10059;
  private static final byte[] NO_OPTIONS = {};

  private final Requests requests;
  private final String stream;

  /** Waits for each answer no longer than the timeout. */
  public StreamReader(Supplier<Connection> connection, String stream, Duration timeout) {
    this.requests = new Requests(connection, timeout);
    this.stream = stream;
  }

  /** What a look comes to. */
  public sealed interface Found {
    /** There it is. */
    record Stored(StoredMessage message) implements Found {}

    /** There is no such message. */
    record Nothing() implements Found {}

    /** There is no such stream. */
    record NoStream() implements Found {}

    /** The broker did not say. */
    record Unknown(String why) implements Found {}
  }

  /** The newest message of a subject. */
  public Found last(String subject) {
    return ask(MessageGetRequest.lastForSubject(subject));
  }

  /** The first message from that sequence on whose subject matches; wildcards are allowed. */
  public Found next(long sequence, String subject) {
    return ask(MessageGetRequest.nextForSubject(sequence, subject));
  }

  /** The message of that sequence. */
  public Found at(long sequence) {
    return ask(MessageGetRequest.forSequence(sequence));
  }

  /**
   * The sequence of the newest message that was ever stored, 0 for none; empty where the broker
   * does not say, or not to us.
   */
  public OptionalLong lastSequence() {
    if (!(requests.send("$JS.API.STREAM.INFO." + stream, null, NO_OPTIONS)
        instanceof Reply.Answered(var message))) {
      return OptionalLong.empty();
    }
    try {
      var info = new StreamInfo(message);
      info.throwOnHasError();
      return OptionalLong.of(info.getStreamState().getLastSequence());
    } catch (JetStreamApiException | RuntimeException _) {
      return OptionalLong.empty();
    }
  }

  private Found ask(MessageGetRequest request) {
    var body = request.toJson().getBytes(StandardCharsets.UTF_8);
    return switch (requests.send("$JS.API.STREAM.MSG.GET." + stream, null, body)) {
      case Reply.Answered(var message) -> read(message);
      case Reply.NobodyListens() -> new Found.Unknown("the broker has no JetStream now");
      case Reply.Silence(var why) -> new Found.Unknown(why);
      case Reply.Broken(var why) -> new Found.Unknown(why);
    };
  }

  private Found read(Message message) {
    try {
      var stored = new MessageInfo(message, stream, false);
      stored.throwOnHasError();
      return new Found.Stored(new StoredMessage(stored));
    } catch (JetStreamApiException e) {
      return switch (e.getApiErrorCode()) {
        case NO_MESSAGE_FOUND -> new Found.Nothing();
        case STREAM_NOT_FOUND -> new Found.NoStream();
        default -> new Found.Unknown(Requests.describe(e));
      };
    } catch (RuntimeException e) {
      return new Found.Unknown(Requests.describe(e));
    }
  }
}
