package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.Backoff;
import dev.falcoresponder.consumer.intake.AlertSource.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: waits for the gate, takes slots, fetches, and hands each alert to the virtual threads
 * of the crew. It does not know what is done with an alert; it only counts a handler that throws,
 * and goes on.
 */
public final class AlertConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
  private static final Duration LOOK_UP = Duration.ofSeconds(1);
  private static final Duration FAST = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final IntakeConfig config;
  private final AlertSource source;
  private final IntakeGate gate;
  private final Runnable ensure;
  private final Consumer<Delivery> handler;
  private final Slots slots;
  private final InHand hand = new InHand();
  private final KeepAlive keepAlive;
  private final Crew crew = new Crew(this::handle);
  private final AtomicLong defects = new AtomicLong();
  private final Supply supply = new Supply();
  private final Thread loop;
  private volatile long progressAt = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean over;
  private int begun;

  /**
   * Not running yet.
   *
   * @param source where alerts come from
   * @param gate closed while taking alerts makes no sense
   * @param ensure called when the source fails or answers strangely: whatever it needs may be gone
   *     from the broker
   * @param handler does everything there is to do for one alert, on a virtual thread named after
   *     it; may block
   */
  public AlertConsumer(
      IntakeConfig config,
      AlertSource source,
      IntakeGate gate,
      Runnable ensure,
      Consumer<Delivery> handler) {
    this.config = config;
    this.source = source;
    this.gate = gate;
    this.ensure = ensure;
    this.handler = handler;
    slots = new Slots(config.maxInHand());
    keepAlive = new KeepAlive(hand, source::ackWait);
    loop = Thread.ofPlatform().name("intake").unstarted(this::run);
  }

  /** Starts to take alerts. */
  public void start() {
    keepAlive.start();
    crew.start();
    loop.start();
  }

  /**
   * How long ago the loop last moved; it moves at least once a second plus one fetch, even if there
   * is nothing to do.
   */
  public Duration sinceProgress() {
    return Duration.ofNanos(System.nanoTime() - progressAt);
  }

  /** Whether the last request for alerts failed, or was answered as if there were no consumer. */
  public boolean starved() {
    return supply.starved();
  }

  /** Why no alerts can be had, where the last requests for them all failed. */
  public Optional<String> obstacle() {
    return supply.obstacle();
  }

  /** Alerts in hand now. */
  public int inHand() {
    return hand.size();
  }

  /** How often a handler threw, which it never should. */
  public long defects() {
    return defects.get();
  }

  /** How many requests for alerts failed. */
  public long fetchErrors() {
    return supply.errors();
  }

  /** How many signs of life for alerts in hand the broker did not take. */
  public long keepAlivesLost() {
    return keepAlive.lost();
  }

  /**
   * Stops taking alerts and waits for those in hand. Takes a moment longer than the grace where the
   * broker has not answered the last request by then. What is still in hand after the grace is for
   * {@link #abandon}.
   */
  public void stop(Duration grace) {
    var until = System.nanoTime() + grace.toNanos();
    stopping = true;
    source.stop();
    LockSupport.unpark(loop);
    awaitEndOfLoop(grace);
    over = true;
    if (slots.awaitIdle(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
      keepAlive.stop();
      crew.stop();
    }
    // An alert that is given back while a request of ours is open would come straight back to us.
    awaitEndOfLoop(config.pollWait().plus(LOOK_UP));
  }

  private void awaitEndOfLoop(Duration atMost) {
    try {
      if (loop.isAlive()) {
        loop.join(atMost);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Gives up on what is still in hand: no more signs of life for them. Whoever may speak the verbs
   * should nak them.
   */
  public List<Delivery> abandon() {
    keepAlive.stop();
    crew.stop();
    return hand.all().stream().map(InHand.Held::delivery).toList();
  }

  private void run() {
    var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    var more = true;
    while (!over && (!stopping || more)) {
      progressAt = System.nanoTime();
      try {
        more = round(backoff);
      } catch (RuntimeException e) {
        defects.incrementAndGet();
        LOG.atError().setCause(e).log("Intake failed unexpectedly, going on");
        pause(backoff);
      }
    }
  }

  /** One round; whether alerts came. */
  private boolean round(Backoff backoff) {
    if (!stopping && !gate.awaitOpen(LOOK_UP)) {
      return false;
    }
    var taken = slots.take(LOOK_UP);
    if (taken == 0) {
      return stopping;
    }
    var began = System.nanoTime();
    var fetched = fetch(taken);
    slots.batch(taken, fetched.count());
    if (fetched.count() > 0) {
      supply.delivered();
      backoff.reset();
      return true;
    }
    var took = System.nanoTime() - began;
    switch (fetched) {
      case Fetched.Unavailable(var why, _) -> {
        supply.failed(why);
        suspect(backoff);
      }
      // A request that ends early and empty was cut short: the consumer moves to another server, or
      // its server stops, or other requests are served first.
      case Fetched.Delivered _ when took < FAST.toNanos() -> {
        supply.cutShort();
        suspect(backoff);
      }
      case Fetched.Delivered _ -> {
        supply.calm();
        backoff.reset();
      }
    }
    return false;
  }

  private Fetched fetch(int taken) {
    begun = 0;
    try {
      return source.fetch(taken, config.pollWait(), this::begin);
    } finally {
      slots.giveBack(taken - begun);
    }
  }

  private void begin(Delivery delivery) {
    begun++;
    crew.add(hand.take(delivery));
  }

  private void handle(InHand.Held held) {
    try {
      // A thread may handle one alert after the other: none inherits the interrupt of its
      // predecessor.
      var _ = Thread.interrupted();
      Thread.currentThread().setName("alert-" + held.delivery().envelope().id().sequence());
      handler.accept(held.delivery());
    } catch (Throwable e) {
      // Errors too: a stack overflow in one alert is no reason to lose sight of the others.
      defects.incrementAndGet();
      LOG.atError()
          .setCause(e)
          .log("Handler failed unexpectedly, the alert will be delivered again");
    } finally {
      hand.drop(held);
      slots.giveBack(1);
    }
  }

  private void suspect(Backoff backoff) {
    if (!stopping) {
      ensure.run();
      pause(backoff);
    }
  }

  private void pause(Backoff backoff) {
    if (!stopping) {
      LockSupport.parkNanos(this, backoff.next().toNanos());
    }
  }
}
