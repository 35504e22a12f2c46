package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger for brokers without JetStream: entries are published on the same subjects, for whoever
 * listens at that moment, and nobody stores them. So a dead letter is written to the log, which is
 * then the place that keeps it, and counts as kept with that. An outcome event counts as kept when
 * the broker has taken it; whether anybody heard it is unknown. An entry that is kept twice is
 * published twice: its id tells.
 */
public final class CoreLedger implements Ledger {
  /** Bytes of a payload that go into the log; Falco's alerts are smaller by far. */
  public static final int LOGGED_BYTES = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(CoreLedger.class);

  private final Supplier<Connection> connection;
  private final Duration timeout;

  /**
   * Publishes through that connection.
   *
   * @param timeout how long the broker may take to confirm that it has received something
   */
  public CoreLedger(Supplier<Connection> connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  @Override
  public Entry keep(String id, DeadLetter letter, Payload original) {
    var line = log.atWarn().addKeyValue("id", id);
    for (var header : letter.toHeaders().entrySet()) {
      line = line.addKeyValue(header.getKey(), header.getValue());
    }
    var bytes = original.bytes();
    var logged = bytes.length <= LOGGED_BYTES ? bytes : Arrays.copyOf(bytes, LOGGED_BYTES);
    line.addKeyValue("payloadBytes", bytes.length)
        .addKeyValue("payloadBase64", logged)
        .log("dead letter");
    // With or without listeners, and even where it is too large to be published with its headers,
    // the log has it.
    publish(Subjects.deadLetter(letter.reason()), LetterHeaders.of(id, letter), bytes);
    return new Entry.Kept();
  }

  @Override
  public Entry keep(ResponseOutcome event) {
    var headers = new Headers().put(LetterHeaders.MESSAGE_ID, HeaderText.encode(event.id()));
    return OutcomeKind.parse(event.outcome())
        .map(kind -> publish(Subjects.outcome(kind), headers, OutcomeJson.write(event)))
        .orElseGet(() -> new Entry.NotKept("no outcome is called " + event.outcome()));
  }

  private Entry publish(String subject, Headers headers, byte[] body) {
    try {
      var nats = connection.get();
      nats.publish(subject, headers, body);
      nats.flush(timeout);
      return new Entry.Kept();
    } catch (TimeoutException _) {
      return new Entry.NotKept("the broker did not answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Entry.NotKept("interrupted");
    } catch (RuntimeException e) {
      // Closed, too large, or too much waiting to be sent.
      return new Entry.NotKept(String.valueOf(e.getMessage()));
    }
  }
}
