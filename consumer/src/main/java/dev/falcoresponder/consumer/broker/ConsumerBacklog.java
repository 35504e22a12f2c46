package dev.falcoresponder.consumer.broker;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What waits at the durable consumer, over all replicas. Asked for now and then, since whoever
 * shows it cannot wait for the broker; a question without answer leaves the last answer standing.
 */
public final class ConsumerBacklog implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  private final Supplier<BrokerState> state;
  private final Supplier<Connection> connection;
  private final Duration timeout;
  private final Duration every;
  private final Runnable missing;
  private final Thread thread;
  private volatile double pending = Double.NaN;
  private volatile double ackPending = Double.NaN;

  /**
   * Asks nothing yet.
   *
   * @param state what is known of the broker; without JetStream nothing is asked
   * @param connection the connection of the moment; throws IllegalStateException while there is
   *     none
   * @param timeout for one question
   * @param every the pause between two questions
   * @param missing called, on the asking thread, when the broker says that the consumer is gone or
   *     another: servers of version 2.9 that were killed once may swallow the requests of those who
   *     read from one that is gone, instead of refusing them
   */
  public ConsumerBacklog(
      Supplier<BrokerState> state,
      Supplier<Connection> connection,
      Duration timeout,
      Duration every,
      Runnable missing) {
    this.state = state;
    this.connection = connection;
    this.timeout = timeout;
    this.every = every;
    this.missing = missing;
    thread = Thread.ofVirtual().name("backlog").unstarted(this::run);
  }

  /** Starts to ask. */
  public void start() {
    thread.start();
  }

  /** Alerts not yet delivered to any replica; not a number before the first answer. */
  public double pending() {
    return pending;
  }

  /** Alerts delivered and not settled; not a number before the first answer. */
  public double ackPending() {
    return ackPending;
  }

  private void run() {
    try {
      while (true) {
        if (state.get() instanceof BrokerState.JetStream(var terms, _)) {
          ask(terms);
        }
        Thread.sleep(every);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void ask(ConsumerTerms terms) {
    try {
      var options = JetStreamOptions.builder().requestTimeout(timeout).build();
      var consumer =
          connection
              .get()
              .jetStreamManagement(options)
              .getConsumerInfo(terms.stream(), terms.consumer());
      pending = consumer.getNumPending();
      ackPending = consumer.getNumAckPending();
      var since = consumer.getCreationTime();
      if (since != null && !since.toInstant().equals(terms.since())) {
        missing.run();
      }
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        missing.run();
      }
    } catch (IOException | RuntimeException _) {
      // Whoever reads from the consumer notices too, and says so.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
