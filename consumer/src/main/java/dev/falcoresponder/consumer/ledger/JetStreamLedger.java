package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.broker.StreamWriter;
import dev.falcoresponder.consumer.broker.StreamWriter.Written;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Keeps entries in streams. An entry counts as kept when its stream has confirmed it; one that is
 * kept again within the stream's window for duplicates is stored once. Where the broker says that
 * the stream is missing, it is missed and the entry written once more: the alert may have been lost
 * with all streams, and then nobody would come again to write it.
 *
 * <p>Headers and payload together must not exceed the server's {@code max_payload}, which an alert
 * may have used up to the last byte. What does not fit follows on {@code <subject>.rest}, stored
 * first so that a letter never points to something that is missing; {@link DeadLetterReader} joins
 * it again.
 */
public final class JetStreamLedger implements Ledger {
  private static final String NO_SEQUENCE_YET = Long.toString(Long.MAX_VALUE);

  private final StreamWriter writer;

  /**
   * Keeps entries through that connection.
   *
   * @param connection the connection to use, asked for at each request
   * @param timeout how long a confirmation may take
   * @param missing told whenever the broker says that no stream keeps a subject of ours, or leaves
   *     an entry unanswered; a stream that it makes takes the entry at once
   */
  public JetStreamLedger(Supplier<Connection> connection, Duration timeout, MissedStream missing) {
    this.writer = new StreamWriter(connection, timeout, missing);
  }

  @Override
  public Entry keep(String id, DeadLetter letter, Payload original) {
    var subject = Subjects.deadLetter(letter.reason());
    return answer(
        subject,
        writer.whole(
            () -> write(new Message(id, 0, subject, LetterHeaders.of(id, letter), original))));
  }

  @Override
  public Entry keep(ResponseOutcome event) {
    var kind = OutcomeKind.parse(event.outcome());
    if (kind.isEmpty()) {
      return new Entry.NotKept("no outcome is called " + event.outcome());
    }
    var subject = Subjects.outcome(kind.get());
    var headers = new Headers().put(LetterHeaders.MESSAGE_ID, HeaderText.encode(event.id()));
    return answer(subject, writer.write(subject, headers, OutcomeJson.write(event)));
  }

  /** A letter, or a piece of one, whose first byte is that of the payload. */
  private record Message(String id, int from, String subject, Headers headers, Payload body) {
    Message rest(int length) {
      var restSubject = from == 0 ? subject + ".rest" : subject;
      var tail = Arrays.copyOfRange(body.bytes(), length, body.size());
      var first = from + length;
      var restHeaders = LetterHeaders.ofRest(id, first, first + tail.length);
      return new Message(id, first, restSubject, restHeaders, new Payload(tail));
    }

    Message head(int length, long rest) {
      if (from > 0) {
        headers.put(LetterHeaders.MESSAGE_ID, LetterHeaders.idOfRest(id, from, from + length));
      }
      headers.put(LetterHeaders.REST, Long.toString(rest));
      return new Message(
          id, from, subject, headers, new Payload(Arrays.copyOf(body.bytes(), length)));
    }
  }

  private Written write(Message message) {
    long limit = writer.maxPayload();
    if (message.headers().serializedLength() + message.body().size() <= limit) {
      return writer.send(message.subject(), message.headers(), message.body().bytes());
    }
    message.headers().put(LetterHeaders.REST, NO_SEQUENCE_YET);
    int fits = (int) (limit - message.headers().serializedLength());
    if (fits <= 0) {
      return new Written.Unconfirmed(
          "the headers do not fit into the " + limit + " bytes that the server takes");
    }
    return switch (write(message.rest(fits))) {
      case Written.Stored(long sequence, _) -> {
        var head = message.head(fits, sequence);
        yield writer.send(head.subject(), head.headers(), head.body().bytes());
      }
      case Written other -> other;
    };
  }

  private static Entry answer(String subject, Written written) {
    return switch (written) {
      case Written.Stored _ -> new Entry.Kept();
      case Written.Conflict() ->
          new Entry.NotKept("the stream of " + subject + " expected something else");
      case Written.NoStream() -> new Entry.NotKept("no stream keeps " + subject + " now");
      case Written.Silence(var why) -> new Entry.NotKept(why);
      case Written.Unconfirmed(var why) -> new Entry.NotKept(why);
    };
  }
}
