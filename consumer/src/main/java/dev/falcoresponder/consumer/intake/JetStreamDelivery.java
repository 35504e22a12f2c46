package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.MaskedText;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message of a JetStream consumer. */
final class JetStreamDelivery implements Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(JetStreamDelivery.class);

  // The broker's clock for the message started before ours: a nak this close to the end may come
  // too late.
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final int MARGIN_SHARE = 10;

  private final Message message;
  private final Connection connection;
  private final BooleanSupplier current;
  private final Duration confirmation;
  private final long patience;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile long deadline;
  private @Nullable Envelope envelope;

  /**
   * Takes a message that has just come.
   *
   * @param connection the one it came by, and goes back by
   * @param current whether the consumer is still the one that delivered it
   * @param ackWait how long the broker waits for us, from about now
   * @param confirmation how long to wait for the broker to confirm
   */
  JetStreamDelivery(
      Message message,
      Connection connection,
      BooleanSupplier current,
      Duration ackWait,
      Duration confirmation) {
    this.message = message;
    this.connection = connection;
    this.current = current;
    this.confirmation = confirmation;
    patience = ackWait.toNanos() - Math.min(MARGIN.toNanos(), ackWait.toNanos() / MARGIN_SHARE);
    deadline = System.nanoTime() + patience;
  }

  /**
   * Read when first asked for, by whoever handles the alert, so that the fetching thread need not.
   */
  @Override
  public synchronized Envelope envelope() {
    if (envelope == null) {
      var about = message.metaData();
      var id =
          new AlertId(about.getStream(), about.streamSequence(), about.timestamp().toInstant());
      envelope = Envelope.of(id, message, about.deliveredCount());
    }
    return envelope;
  }

  @Override
  public boolean ack() {
    return settle("ack", message::ack);
  }

  @Override
  public boolean ackSync() {
    return settle("ackSync", () -> message.ackSync(confirmation));
  }

  @Override
  public boolean nak(Duration delay) {
    // While disconnected the client would keep the nak and send it after reconnecting, which may be
    // too late.
    if (System.nanoTime() - deadline > 0 || !connected()) {
      settled.set(true);
      return false;
    }
    return settle(
        "nak",
        () -> {
          if (delay.isPositive()) {
            message.nakWithDelay(delay);
          } else {
            message.nak();
          }
        });
  }

  /** Without a reason, since servers before 2.10.4 do not understand one and go on delivering. */
  @Override
  public boolean term() {
    return settle("term", message::term);
  }

  @Override
  public boolean inProgress() {
    if (settled.get() || !connected() || !current.getAsBoolean()) {
      return false;
    }
    // Taken before sending: the broker starts to wait anew a little later than we think, never
    // earlier.
    var now = System.nanoTime();
    var sent = send("inProgress", message::inProgress);
    if (sent) {
      deadline = now + patience;
    }
    return sent;
  }

  private boolean connected() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  @FunctionalInterface
  private interface Verb {
    void speak() throws InterruptedException, TimeoutException;
  }

  private boolean settle(String verb, Verb how) {
    return settled.compareAndSet(false, true) && current.getAsBoolean() && send(verb, how);
  }

  private boolean send(String verb, Verb how) {
    try {
      how.speak();
      // An ack that waits in the client for the next connect is not taken yet, though it may be
      // later.
      return connected();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | RuntimeException e) {
      // The broker did not confirm, or the client's queue is full, or the connection is closed.
      LOG.atDebug()
          .addKeyValue("verb", verb)
          .addKeyValue("error", MaskedText.of(e))
          .log("Verb not taken by the broker");
      return false;
    }
  }
}
