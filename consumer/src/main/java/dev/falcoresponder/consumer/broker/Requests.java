package dev.falcoresponder.consumer.broker;

import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the broker and waits for the answer, or says why there is none. */
final class Requests {
  private final Supplier<Connection> connection;
  private final Duration timeout;

  Requests(Supplier<Connection> connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  /** What a request comes to. */
  sealed interface Reply {
    /** Somebody answered. */
    record Answered(Message message) implements Reply {}

    /** The broker says that nobody listens on the subject. */
    record NobodyListens() implements Reply {}

    /** Nothing came in time; the request may or may not have been carried out. */
    record Silence(String why) implements Reply {}

    /** The connection is closed or stuck, or we were told to stop; as for {@link Silence}. */
    record Broken(String why) implements Reply {}
  }

  Reply send(String subject, @Nullable Headers headers, byte[] body) {
    try {
      var nats = connection.get();
      return await(nats, subject, headers, body);
    } catch (RuntimeException e) {
      // The connection is closed, or its queue of outgoing messages is full.
      return new Reply.Broken(describe(e));
    }
  }

  private Reply await(Connection nats, String subject, @Nullable Headers headers, byte[] body) {
    // The client itself gives a request up later than we do, so that a cancelled one has but two
    // causes: the broker's
    // status 503, which says that nobody listens, or a connection that was closed.
    var future = nats.requestWithTimeout(subject, headers, body, timeout.multipliedBy(2));
    try {
      return new Reply.Answered(future.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new Reply.Silence(
          "no answer within " + timeout.toMillis() + " ms" + refusal(nats, subject));
    } catch (CancellationException _) {
      return nats.getStatus() == Connection.Status.CLOSED
          ? new Reply.Broken("the connection was closed")
          : new Reply.NobodyListens();
    } catch (ExecutionException e) {
      return e.getCause() instanceof JetStreamStatusException
          ? new Reply.NobodyListens()
          : new Reply.Broken(describe(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Reply.Broken("interrupted");
    }
  }

  /** The broker does not answer what it does not permit; it tells the connection instead. */
  private static String refusal(Connection nats, String subject) {
    return Advice.onSilence(nats.getLastError(), subject, nats.getOptions().getInboxPrefix())
        .map(advice -> "; the broker says: " + advice)
        .orElse("");
  }

  /** An exception in words, also where it has no message. */
  static String describe(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
