package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.ConsumerTerms;
import dev.falcoresponder.consumer.broker.MaskedText;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of the durable consumer, by single requests that answer with what is there or with the
 * first to come. The client's endless {@code consume()} is not used: it stalls for many seconds
 * after a change of the consumer's leader, and fetches ahead of the slots, so that ack timers run
 * for alerts that nobody works on.
 */
final class JetStreamSource implements AlertSource {
  // The client refuses less.
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /**
   * The client's patience ends sooner than the server's, whose clock starts later. What the server
   * sends in between would be lost until ack_wait has passed, so it is waited for.
   */
  private static final Duration LATE = Duration.ofMillis(100);

  private final Supplier<Connection> connection;
  private final ConsumerTerms terms;
  private final Duration confirmation;
  private volatile boolean stopped;
  private int handed;
  private @Nullable Connection bound;
  private @Nullable ConsumerContext consumer;

  /**
   * Reads on these terms.
   *
   * @param confirmation how long to wait for the broker to confirm an ack
   */
  JetStreamSource(Supplier<Connection> connection, ConsumerTerms terms, Duration confirmation) {
    this.connection = connection;
    this.terms = terms;
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
      var began = System.nanoTime();
      var answer = consumer(now).fetch(request);
      hand(answer, now, sink);
      var patience = Duration.ofMillis(request.getExpiresInMillis());
      if (System.nanoTime() - began >= patience.toNanos()) {
        LockSupport.parkNanos(this, LATE.toNanos());
        hand(answer, now, sink);
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

  private void hand(FetchConsumer answer, Connection now, Consumer<Delivery> sink)
      throws InterruptedException, JetStreamStatusCheckedException {
    for (var message = answer.nextMessage(); message != null; message = answer.nextMessage()) {
      handed++;
      sink.accept(new JetStreamDelivery(message, now, terms.ackWait(), confirmation));
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
