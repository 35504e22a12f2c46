package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.Requests.Reply;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.MessageDeleteRequest;
import io.nats.client.api.SuccessApiResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** Removes single messages from a stream, and waits for the stream's word that they are gone. */
public final class StreamEraser {
  private static final int SEQUENCE_NOT_FOUND = 10043;
  private static final int STREAM_NOT_FOUND = 10059;

  private final Requests requests;
  private final String stream;

  /** Waits for each answer no longer than the timeout. */
  public StreamEraser(Supplier<Connection> connection, String stream, Duration timeout) {
    this.requests = new Requests(connection, timeout);
    this.stream = stream;
  }

  /** What removing comes to. */
  public sealed interface Erased {
    /** It is gone now. */
    record Done() implements Erased {}

    /** There was no such message, or no such stream. */
    record Nothing() implements Erased {}

    /** The broker did not say; it may or may not be gone. */
    record Unknown(String why) implements Erased {}
  }

  /** Removes the message of that sequence. */
  public Erased erase(long sequence) {
    var body = new MessageDeleteRequest(sequence, true).serialize();
    return switch (requests.send("$JS.API.STREAM.MSG.DELETE." + stream, null, body)) {
      case Reply.Answered(var message) -> read(message);
      case Reply.NobodyListens() -> new Erased.Unknown("the broker has no JetStream now");
      case Reply.Silence(var why) -> new Erased.Unknown(why);
      case Reply.Broken(var why) -> new Erased.Unknown(why);
    };
  }

  private static Erased read(Message message) {
    try {
      new SuccessApiResponse(message).throwOnHasError();
      return new Erased.Done();
    } catch (JetStreamApiException e) {
      return switch (e.getApiErrorCode()) {
        case SEQUENCE_NOT_FOUND, STREAM_NOT_FOUND -> new Erased.Nothing();
        default -> new Erased.Unknown(Requests.describe(e));
      };
    } catch (RuntimeException e) {
      return new Erased.Unknown(Requests.describe(e));
    }
  }
}
