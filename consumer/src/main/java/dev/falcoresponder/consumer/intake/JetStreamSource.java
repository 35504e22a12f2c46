package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.ConsumerTerms;
import dev.falcoresponder.consumer.broker.MaskedText;
import dev.falcoresponder.consumer.intake.PullInbox.End;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.function.BooleanSupplier;
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
  /** A broker that is well says when a request's time is up. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<Connection> connection;
  private final ConsumerTerms terms;
  private final BooleanSupplier current;
  private final Duration confirmation;
  private volatile boolean stopped;
  private int handed;
  private @Nullable PullInbox inbox;

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
    handed = 0;
    try {
      var now = connection.get();
      Consumer<Message> hand =
          message -> {
            handed++;
            sink.accept(
                new JetStreamDelivery(message, now, current, terms.ackWait(), confirmation));
          };
      var from = inbox(now);
      from.late(max, hand);
      if (handed > 0 || stopped) {
        return new Fetched.Delivered(handed);
      }
      return switch (from.request(batch(max), longest(wait), PATIENCE, hand)) {
        case End.Done() -> new Fetched.Delivered(handed);
        case End.Refused(var why) -> new Fetched.Unavailable(why, handed);
        case End.Unanswered() ->
            new Fetched.Unavailable("the broker does not answer a request for alerts", handed);
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Fetched.Unavailable("interrupted", handed);
    } catch (IllegalStateException e) {
      return new Fetched.Unavailable(MaskedText.of(e), handed);
    }
  }

  private PullInbox inbox(Connection now) {
    var known = inbox;
    if (known == null || !known.serves(now)) {
      close();
      known = new PullInbox(now, terms.stream(), terms.consumer());
      inbox = known;
    }
    return known;
  }

  /** A request beyond the consumer's own limits would be refused for ever. */
  private int batch(int max) {
    return Math.min(max, terms.maxBatch().orElse(max));
  }

  private Duration longest(Duration wait) {
    return terms.maxExpires().filter(limit -> limit.compareTo(wait) < 0).orElse(wait);
  }

  @Override
  public Duration ackWait() {
    return terms.ackWait();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /** Nobody will ask any more. */
  void close() {
    var known = inbox;
    if (known != null) {
      known.close();
    }
  }
}
