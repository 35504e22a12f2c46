package dev.falcoresponder.bench;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** The stream that the program has made, and its consumers, seen from the broker's side. */
final class AlertStream {
  static final String NAME = "FALCO";

  /** The program's own durable consumer. */
  static final String PROGRAM = "falco-responder";

  /** The bare client's. */
  static final String BARE = "bench-floor";

  /** As the program makes its own by default. */
  private static final Duration ACK_WAIT = Duration.ofSeconds(60);

  private static final int MAX_ACK_PENDING = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Connection connection;
  private final JetStreamManagement management;

  AlertStream(Connection connection) {
    this.connection = connection;
    try {
      this.management = connection.jetStreamManagement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Request<T> {
    T send() throws IOException, JetStreamApiException;
  }

  private static <T> T ask(Request<T> request) {
    try {
      return request.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empties the stream, forgets its consumers and stores so many messages. */
  void fill(int count, String subject, IntFunction<byte[]> payload) {
    ask(() -> management.getConsumerNames(NAME))
        .forEach(name -> ask(() -> management.deleteConsumer(NAME, name)));
    clear();
    new Window(connection, NAME).publish(count, _ -> subject, payload);
  }

  /** Leaves nothing in the stream. */
  void clear() {
    ask(() -> management.purgeStream(NAME));
  }

  /** How many messages it holds. */
  long stored() {
    return ask(() -> management.getStreamInfo(NAME)).getStreamState().getMsgCount();
  }

  /** Makes a consumer as the program's own, for the bare client. */
  void addBareConsumer() {
    var configuration =
        ConsumerConfiguration.builder()
            .durable(BARE)
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(ACK_WAIT)
            .maxAckPending(MAX_ACK_PENDING)
            .build();
    ask(() -> management.addOrUpdateConsumer(NAME, configuration));
  }

  /** Messages that nobody has acknowledged for good: those not delivered and those in hand. */
  long open(String consumer) {
    return open(info(consumer));
  }

  private static long open(ConsumerInfo info) {
    return info.getNumPending() + info.getNumAckPending();
  }

  private ConsumerInfo info(String consumer) {
    return ask(() -> management.getConsumerInfo(NAME, consumer));
  }

  /**
   * Waits until all messages are acknowledged.
   *
   * @param look told at each look how many are still open, from the first acknowledgement on; 0 is
   *     the last time
   * @return acknowledged messages a second, from the first that was to the last
   */
  double awaitDrained(String consumer, int count, LongConsumer look) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    var first = 0L;
    var before = 0L;
    while (System.nanoTime() < until) {
      var open = exists(consumer) ? open(consumer) : count;
      var now = System.nanoTime();
      if (open < count) {
        look.accept(open);
      }
      if (open == 0) {
        return first == 0 ? Double.NaN : (count - before) * 1e9 / (now - first);
      }
      if (first == 0 && open < count) {
        first = now;
        before = count - open;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw new IllegalStateException(
        "%d of %d messages are still open after %s".formatted(open(consumer), count, PATIENCE));
  }

  private boolean exists(String consumer) {
    return ask(() -> management.getConsumerNames(NAME)).contains(consumer);
  }

  /** Waits until the program has nothing open any more. */
  void awaitSettled() {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (open(PROGRAM) > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
