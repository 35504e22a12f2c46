package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.ConsumerTerms;
import dev.falcoresponder.consumer.broker.MaskedText;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts of the durable consumer, by single requests that answer with what is there or with the
 * first to come. The client's endless {@code consume()} is not used: it stalls for many seconds
 * after a change of the consumer's leader, and fetches ahead of the slots, so that ack timers run
 * for alerts that nobody works on.
 */
final class JetStreamSource implements AlertSource {
  private static final Logger LOG = LoggerFactory.getLogger(JetStreamSource.class);

  // The client refuses less.
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  // By how much the broker's clock for a request may run behind the client's.
  private static final Duration LATE = Duration.ofMillis(100);

  private final Supplier<Connection> connection;
  private final ConsumerTerms terms;
  private final BooleanSupplier current;
  private final Duration confirmation;
  private volatile boolean stopped;
  private int handed;
  private @Nullable Connection bound;
  private @Nullable ConsumerContext consumer;

  /**
   * Reads on these terms.
   *
   * @param current whether the consumer is still the one of these terms
   * @param confirmation how long to wait for the broker to confirm an ack
   */
  JetStreamSource(
      Supplier<Connection> connection,
      ConsumerTerms terms,
      BooleanSupplier current,
      Duration confirmation) {
    this.connection = connection;
    this.terms = terms;
    this.current = current;
    this.confirmation = confirmation;
  }

  @Override
  public Fetched fetch(int max, Duration wait, Consumer<Delivery> sink) {
    if (stopped) {
      return new Fetched.Delivered(0);
    }
    handed = 0;
    try {
      var now = connection.get();
      var request = request(max, wait);
      var answer = consumer(now).fetch(request);
      var deadline = System.nanoTime() + Duration.ofMillis(request.getExpiresInMillis()).toNanos();
      try {
        for (var message = next(answer, deadline); message != null; ) {
          handed++;
          sink.accept(new JetStreamDelivery(message, now, current, terms.ackWait(), confirmation));
          message = next(answer, deadline);
        }
      } finally {
        close(answer);
      }
      return new Fetched.Delivered(handed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Fetched.Unavailable("interrupted", handed);
    } catch (IOException
        | JetStreamApiException
        | JetStreamStatusCheckedException
        | IllegalStateException e) {
      bound = null;
      return new Fetched.Unavailable(MaskedText.of(e), handed);
    }
  }

  /**
   * The client's deadline may pass a moment before the broker's: an alert that is sent in between
   * would lie in an inbox that nobody reads until ack_wait is over.
   */
  private static @Nullable Message next(FetchConsumer answer, long deadline)
      throws InterruptedException, JetStreamStatusCheckedException {
    var message = answer.nextMessage();
    if (message == null && !answer.isFinished() && System.nanoTime() - deadline >= 0) {
      LockSupport.parkNanos(answer, LATE.toNanos());
      message = answer.nextMessage();
    }
    return message;
  }

  /** Where the time is up without an answer, the client keeps the inbox open. */
  private static void close(FetchConsumer answer) {
    try {
      answer.close();
    } catch (Exception e) {
      LOG.atDebug().addKeyValue("error", MaskedText.of(e)).log("Inbox of a request not closed");
    }
  }

  private ConsumerContext consumer(Connection now) throws IOException, JetStreamApiException {
    var known = consumer;
    if (known == null || !now.equals(bound)) {
      known = now.getConsumerContext(terms.stream(), terms.consumer());
      consumer = known;
      bound = now;
    }
    return known;
  }

  /** A request beyond the consumer's own limits would be refused for ever. */
  private FetchConsumeOptions request(int max, Duration wait) {
    var batch = Math.min(max, terms.maxBatch().orElse(max));
    var longest = terms.maxExpires().filter(limit -> limit.compareTo(wait) < 0).orElse(wait);
    var millis = Math.max(SHORTEST_WAIT.toMillis(), longest.toMillis());
    return FetchConsumeOptions.builder().maxMessages(batch).noWaitExpiresIn(millis).build();
  }

  @Override
  public Duration ackWait() {
    return terms.ackWait();
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
