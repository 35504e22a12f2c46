package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.broker.Backoff;
import dev.falcoresponder.consumer.broker.QuietLog;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import dev.falcoresponder.consumer.intake.IntakeGate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server as a whole is there. One request that fails may be that request's own bad
 * luck, or one webhook's; so before the gate closes, it asks the server how it is. Closed, it asks
 * again with growing pauses until all is well.
 */
public final class ApiServerGate implements IntakeGate, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiServerGate.class);

  private final Supplier<Optional<String>> trouble;
  private final Supplier<Backoff> pauses;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SingleFlight<Supplier<Optional<String>>, Optional<String>> probing =
      new SingleFlight<>(
          "api-server-probe", this::probe, e -> Optional.of("the probe failed: " + Causes.of(e)));
  private final QuietLog quiet = new QuietLog();
  private final LongAdder closings = new LongAdder();
  private final LongAdder probes = new LongAdder();
  private volatile State state = new State.Open();
  private volatile boolean ended;

  /** What is known of the API server. */
  public sealed interface State {
    /** Nothing is against it. */
    record Open() implements State {}

    /**
     * It does not answer, fails, or does not know us.
     *
     * @param since when the gate closed
     * @param reason a sentence for a person
     */
    record Closed(Instant since, String reason) implements State {}
  }

  /**
   * Starts open.
   *
   * @param trouble asks the API server how it is and answers what is wrong, empty if nothing;
   *     bounded in time
   * @param pauses makes the pauses between questions, anew each time the gate closes
   */
  ApiServerGate(Supplier<Optional<String>> trouble, Supplier<Backoff> pauses, Clock clock) {
    this.trouble = trouble;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Whether the API server is taken to be there. */
  public boolean isOpen() {
    return state instanceof State.Open;
  }

  /** What is known now. */
  public State state() {
    return state;
  }

  /** How often it has closed since the start. */
  public long closings() {
    return closings.sum();
  }

  /** How often the API server was asked how it is since the start. */
  public long probes() {
    return probes.sum();
  }

  @Override
  public boolean awaitOpen(Duration atMost) {
    if (isOpen()) {
      return true;
    }
    await(atMost, this::isOpen);
    return isOpen();
  }

  /**
   * A request has failed in a way that may be the whole server's: is it?
   *
   * @param detail what happened to the request
   * @param retryAfter how long the server asked that request to wait
   */
  ClusterFailure lookInto(String detail, Optional<Duration> retryAfter) {
    if (state instanceof State.Closed(_, var reason)) {
      return new Outage(reason);
    }
    return switch (probing.ask(trouble).orElse(null)) {
      case null -> new Busy(detail, retryAfter);
      case String wrong -> {
        shut(wrong);
        yield new Outage(wrong.equals(detail) ? detail : detail + "; asked how it is: " + wrong);
      }
    };
  }

  /** Stops asking. */
  @Override
  public void close() {
    ended = true;
    signal();
  }

  private Optional<String> probe(Supplier<Optional<String>> question) {
    probes.increment();
    return question.get();
  }

  private void shut(String reason) {
    lock.lock();
    try {
      if (ended || !isOpen()) {
        return;
      }
      state = new State.Closed(clock.instant(), reason);
      closings.increment();
    } finally {
      lock.unlock();
    }
    log.atWarn()
        .addKeyValue("reason", reason)
        .log("API server cannot be used; taking alerts pauses");
    Thread.ofVirtual().name("api-server-watch").start(this::reopen);
  }

  private void reopen() {
    var backoff = pauses.get();
    while (!ended) {
      await(backoff.next(), () -> ended);
      if (!ended) {
        var wrong = probing.ask(trouble);
        if (wrong.isEmpty()) {
          open();
          return;
        }
        stayShut(wrong.get());
      }
    }
  }

  /** What is wrong now may be something else than at first. */
  private void stayShut(String reason) {
    if (state instanceof State.Closed(var since, var before) && !before.equals(reason)) {
      state = new State.Closed(since, reason);
      if (quiet.worth(reason)) {
        log.atWarn().addKeyValue("reason", reason).log("API server still cannot be used");
      }
    }
  }

  private void open() {
    if (state instanceof State.Closed(var since, _)) {
      state = new State.Open();
      signal();
      var seconds = Duration.between(since, clock.instant()).toSeconds();
      log.atInfo()
          .addKeyValue("seconds", seconds)
          .log("API server can be used again; taking alerts goes on");
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration atMost, BooleanSupplier met) {
    var left = atMost.toNanos();
    lock.lock();
    try {
      while (!met.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
