package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import io.nats.client.Connection;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the broker as we need it: settles the mode, once and for good, and looks after streams,
 * consumer and buckets each time somebody suspects that they are gone. A mode that was settled
 * never changes: falling back to core because JetStream was away for a moment would lose alerts,
 * and read others twice.
 */
public final class BrokerKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerKeeper.class);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private final Supplier<Connection> connection;
  private final Duration timeout;
  private final Mode configured;
  private final Provisioning provisioning;
  private final ReentrantLock one = new ReentrantLock();
  private final QuietLog quiet = new QuietLog();
  private volatile BrokerState state = new BrokerState.Waiting(BrokerConnection.NOT_YET);
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Mode mode;
  private volatile long beganAt;
  private volatile long askedAt;
  private volatile boolean asked;

  /**
   * Asks nothing yet.
   *
   * @param connection the connection of the moment; throws IllegalStateException while there is
   *     none
   * @param timeout for one request
   */
  public BrokerKeeper(BrokerConfig config, Supplier<Connection> connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
    provisioning = new Provisioning(config);
    configured = config.mode();
    mode = configured;
  }

  /** How long a look may take, were each of its requests answered only just in time. */
  public Duration longestLook() {
    // Whether there is JetStream is asked before, and again where a look has failed.
    return timeout.multipliedBy(provisioning.mostRequests() + 2).plus(Provisioning.REMOVAL);
  }

  /** What was found last. */
  public BrokerState state() {
    return state;
  }

  /** Why the last look found nothing out, where it did not; what was found before still holds. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Why alerts are read by core NATS, where that was found out and not asked for. */
  public Optional<String> fallenToCore() {
    return configured == Mode.AUTO && state instanceof BrokerState.Core(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /**
   * Looks again, unless somebody does so now or did within the last second, and answers what is
   * known then. Call it after connects, and whenever a stream, consumer or bucket does not answer.
   */
  public BrokerState ensure() {
    var recent = asked && System.nanoTime() - askedAt < AT_MOST_EVERY.toNanos();
    return recent ? state : ensureNow();
  }

  /** Where a stream is missing beyond doubt, all is in place on return, if it can be. */
  public void missed(boolean absent) {
    if (absent) {
      lookSince(System.nanoTime());
    } else {
      ensure();
    }
  }

  /**
   * Waits for whoever looks now, and looks again unless that one began later: it may have passed
   * what has gone since. Who waits meanwhile has the next look together.
   */
  private void lookSince(long moment) {
    one.lock();
    try {
      if (!asked || beganAt - moment < 0) {
        ensureNow();
      }
    } finally {
      one.unlock();
    }
  }

  /** Looks again, unless somebody does so now. */
  public BrokerState ensureNow() {
    if (one.tryLock()) {
      try {
        beganAt = System.nanoTime();
        settle(look());
        askedAt = System.nanoTime();
        asked = true;
      } finally {
        one.unlock();
      }
    }
    return state;
  }

  private BrokerState look() {
    try {
      var now = connection.get();
      if (mode == Mode.AUTO) {
        switch (ModeProbe.ask(now, timeout)) {
          case ModeAnswer.JetStream() -> mode = Mode.JETSTREAM;
          case ModeAnswer.Core(var why) -> {
            mode = Mode.CORE;
            return new BrokerState.Core(why);
          }
          case ModeAnswer.Unknown(var why) -> {
            return new BrokerState.Waiting(why);
          }
        }
      }
      if (mode == Mode.CORE) {
        return state instanceof BrokerState.Core
            ? state
            : new BrokerState.Core("nats.mode is core");
      }
      var broker =
          now.jetStreamManagement(JetStreamOptions.builder().requestTimeout(timeout).build());
      return switch (provisioning.ensure(broker)) {
        case Provisioned.Ready(var terms, var tolerated) ->
            new BrokerState.JetStream(terms, tolerated);
        case Provisioned.Differs(var differences) -> new BrokerState.Unfit(differences);
        case Provisioned.Failed(var why) ->
            new BrokerState.Waiting(withoutJetStream(now).orElse(why));
      };
    } catch (IOException | IllegalStateException e) {
      return new BrokerState.Waiting(MaskedText.of(e));
    }
  }

  /** The client tells of a broker without JetStream and of a slow one in the same words. */
  private Optional<String> withoutJetStream(Connection now) {
    if (!(ModeProbe.ask(now, timeout) instanceof ModeAnswer.Core(var why))) {
      return Optional.empty();
    }
    var remedy =
        configured == Mode.AUTO
            ? ", though it had when this replica started; turn it on again, or restart the replica"
                + " to read alerts by core NATS"
            : ", and nats.mode is jetstream; turn JetStream on in the broker's configuration, or"
                + " set nats.mode to auto or core";
    return Optional.of(why + remedy);
  }

  private void settle(BrokerState found) {
    // Reading goes on while only the look failed: whether the consumer answers is for the next
    // fetch to find out.
    var keep = found instanceof BrokerState.Waiting && state instanceof BrokerState.JetStream;
    trouble = found instanceof BrokerState.Waiting(var why) ? Optional.of(why) : Optional.empty();
    if (!found.equals(state)) {
      tell(found);
    }
    if (!keep) {
      state = found;
    }
  }

  private void tell(BrokerState found) {
    switch (found) {
      case BrokerState.JetStream(var terms, var tolerated) -> {
        quiet.reset();
        LOG.atInfo()
            .addKeyValue("stream", terms.stream())
            .addKeyValue("consumer", terms.consumer())
            .addKeyValue("ackWait", terms.ackWait())
            .log("Alerts are read by JetStream");
        tell(tolerated);
      }
      case BrokerState.Core(var why) ->
          LOG.atWarn()
              .addKeyValue("reason", why)
              .log(
                  "Alerts are read by core NATS: what is published while no replica listens is lost, "
                      + "and so is what a replica holds when it dies");
      case BrokerState.Unfit(var differences) -> tell(differences);
      case BrokerState.Waiting(var why) -> {
        if (quiet.worth(why)) {
          LOG.atWarn().addKeyValue("reason", why).log("Broker is not ready, will keep asking");
        }
      }
    }
  }

  private static void tell(List<Difference> differences) {
    for (var difference : differences) {
      var level = difference.fatal() ? LOG.atError() : LOG.atWarn();
      level
          .addKeyValue("difference", difference.sentence())
          .log("Broker differs from what is needed");
    }
  }
}
