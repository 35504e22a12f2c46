package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.broker.ConsumerTerms;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads alerts the way the broker allows, as soon as it is known, on the terms that hold at the
 * moment.
 */
public final class ChosenSource implements AlertSource {
  private final Supplier<BrokerState> state;
  private final Supplier<Connection> connection;
  private final BrokerConfig config;
  private final Duration confirmation;
  private final CoreSource core;
  private volatile @Nullable ConsumerTerms terms;
  private volatile @Nullable JetStreamSource jetStream;
  private volatile boolean stopped;

  /**
   * Asks nothing yet.
   *
   * @param state what is known of the broker
   * @param connection the connection of the moment
   * @param confirmation how long to wait for the broker to confirm an ack, or that we listen
   */
  public ChosenSource(
      Supplier<BrokerState> state,
      Supplier<Connection> connection,
      BrokerConfig config,
      Duration confirmation) {
    this.state = state;
    this.connection = connection;
    this.config = config;
    this.confirmation = confirmation;
    core = new CoreSource(connection, config, confirmation);
  }

  @Override
  public Fetched fetch(int max, Duration wait, Consumer<Delivery> sink) {
    return switch (state.get()) {
      case BrokerState.JetStream(var granted, _) -> jetStream(granted).fetch(max, wait, sink);
      case BrokerState.Core _ -> core.fetch(max, wait, sink);
      // Every start goes through this.
      case BrokerState.Waiting(var why) when why.equals(BrokerConnection.NOT_YET) ->
          new Fetched.Delivered(0);
      case BrokerState.Waiting(var why) -> unavailable(why);
      case BrokerState.Unfit unfit -> unavailable(unfit.why());
    };
  }

  private Fetched unavailable(String why) {
    return stopped ? new Fetched.Delivered(0) : new Fetched.Unavailable(why, 0);
  }

  private JetStreamSource jetStream(ConsumerTerms granted) {
    var known = jetStream;
    if (known == null || !granted.equals(terms)) {
      if (known != null) {
        known.close();
      }
      known = new JetStreamSource(connection, granted, () -> current(granted), confirmation);
      jetStream = known;
      terms = granted;
      if (stopped) {
        known.stop();
      }
    }
    return known;
  }

  /**
   * Whether the consumer is still the one of those terms, as far as is known. What is said about an
   * alert of another would be taken for an alert that has the same sequence now.
   */
  private boolean current(ConsumerTerms granted) {
    return !(state.get() instanceof BrokerState.JetStream(var now, _))
        || now.since().equals(granted.since());
  }

  @Override
  public Duration ackWait() {
    var granted = terms;
    return granted == null ? config.ackWait() : granted.ackWait();
  }

  /** Whether the broker would send an alert here now, if it is to be read by core NATS. */
  public boolean listening() {
    return core.listening();
  }

  /** How many alerts this process has lost; only core NATS can lose any. */
  public long dropped() {
    return core.dropped();
  }

  @Override
  public void stop() {
    stopped = true;
    var known = jetStream;
    if (known != null) {
      known.stop();
    }
    core.stop();
  }
}
