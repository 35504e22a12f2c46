package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.MaskedText;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts of a broker without JetStream, shared with the other replicas by a queue group. The broker
 * keeps nothing: what is published while nobody listens is lost, as is what this process holds when
 * it dies. Waiting messages are bounded; what comes beyond is dropped and counted.
 */
final class CoreSource implements AlertSource {
  private static final Logger LOG = LoggerFactory.getLogger(CoreSource.class);
  private static final int MAX_PENDING = 10_000;
  private static final long MAX_PENDING_BYTES = 64L << 20;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /**
   * Whoever waits for a message looks up so often, as a retry may have been asked for meanwhile.
   */
  private static final Duration LOOK_UP = Duration.ofMillis(250);

  private static final String STREAM = "core";

  private final Supplier<Connection> connection;
  private final BrokerConfig config;
  private final Duration confirmation;
  private final Redeliveries redeliveries;
  private volatile boolean stopped;
  private volatile @Nullable Listening listening;
  private @Nullable Connection bound;
  private long sequence;

  /**
   * Listens to nothing yet.
   *
   * @param confirmation how long the broker may take to confirm that we listen
   */
  CoreSource(Supplier<Connection> connection, BrokerConfig config, Duration confirmation) {
    this.connection = connection;
    this.config = config;
    this.confirmation = confirmation;
    redeliveries =
        new Redeliveries(config.maxAckPending() > 0 ? config.maxAckPending() : MAX_PENDING);
  }

  @Override
  public Fetched fetch(int max, Duration wait, Consumer<Delivery> sink) {
    var count = 0;
    try {
      while (count < max) {
        // Taken out of those that wait: only where there is room for it.
        var due = redeliveries.due();
        if (due.isEmpty()) {
          break;
        }
        sink.accept(new CoreDelivery(due.get(), redeliveries));
        count++;
      }
      // Also where there is no room left: what is published while we do not listen is lost.
      var from = subscription();
      var longest = wait.compareTo(LOOK_UP) < 0 ? wait : LOOK_UP;
      while (count < max) {
        var message = next(from, count > 0 ? Duration.ZERO : redeliveries.untilDue(longest));
        if (message == null) {
          break;
        }
        sink.accept(new CoreDelivery(envelope(message), redeliveries));
        count++;
      }
      return new Fetched.Delivered(count);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Fetched.Unavailable("interrupted", count);
    } catch (IllegalStateException e) {
      // A subscription that is fully drained says that it is inactive; while running it means a
      // closed connection.
      bound = null;
      return stopped
          ? new Fetched.Delivered(count)
          : new Fetched.Unavailable(MaskedText.of(e), count);
    }
  }

  private static @Nullable Message next(Subscription from, Duration wait)
      throws InterruptedException {
    // The client takes no wait at all for "wait for ever".
    return from.nextMessage(wait.compareTo(Duration.ofNanos(1)) < 0 ? Duration.ofNanos(1) : wait);
  }

  /**
   * Whom we listen to.
   *
   * @param before how many alerts the subscriptions before it have dropped
   */
  private record Listening(Subscription subscription, long before) {
    long dropped() {
      return before + subscription.getDroppedCount();
    }
  }

  private Subscription subscription() throws InterruptedException {
    var known = listening;
    if (stopped && known != null) {
      return known.subscription();
    }
    var now = connection.get();
    if (known != null && now.equals(bound)) {
      return known.subscription();
    }
    var fresh = now.subscribe(config.subjects(), config.consumer());
    fresh.setPendingLimits(MAX_PENDING, MAX_PENDING_BYTES);
    flush(now);
    listening = new Listening(fresh, known == null ? 0 : known.dropped());
    bound = now;
    return fresh;
  }

  /** The broker takes what is sent in order: once it answers, it knows that we listen. */
  private void flush(Connection now) throws InterruptedException {
    try {
      now.flush(confirmation);
    } catch (TimeoutException _) {
      LOG.warn("Broker does not confirm that it will send alerts; it may do so all the same");
    }
  }

  /** Whether the broker has been told to send alerts here. */
  boolean listening() {
    var now = listening;
    return now != null && now.subscription().isActive();
  }

  private Envelope envelope(Message message) {
    sequence++;
    return Envelope.of(new AlertId(STREAM, sequence, Instant.now()), message, 1);
  }

  @Override
  public Duration ackWait() {
    return config.ackWait();
  }

  /** How many alerts were lost in this process: too many waiting, or waiting when it stopped. */
  long dropped() {
    var now = listening;
    return (now == null ? 0 : now.dropped()) + redeliveries.lost();
  }

  @Override
  public void stop() {
    stopped = true;
    var left = redeliveries.close();
    if (left > 0) {
      LOG.atWarn()
          .addKeyValue("alerts", left)
          .log("Alerts that waited for a retry are lost with this process");
    }
    var now = listening;
    if (now != null) {
      try {
        var _ = now.subscription().drain(DRAIN);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (IllegalStateException e) {
        LOG.atDebug().setCause(e).log("Nothing to drain");
      }
    }
  }
}
