package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the broker that we are still at work on alerts that take long: each in hand for a third of
 * ack_wait, and each third after that. Most are settled long before and cost nothing. Not more
 * often, because the broker writes down every sign of life.
 */
final class KeepAlive {
  private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);
  private static final int BEATS = 3;
  private static final int LOOKS_PER_BEAT = 4;

  private final InHand hand;
  private final Supplier<Duration> ackWait;
  private final Thread thread;
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean stopped;

  /**
   * Not running yet.
   *
   * @param ackWait what the source grants now; it may change when a consumer is made anew
   */
  KeepAlive(InHand hand, Supplier<Duration> ackWait) {
    this.hand = hand;
    this.ackWait = ackWait;
    thread = Thread.ofPlatform().daemon().name("keep-alive").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** How many signs of life were not taken. */
  long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!stopped) {
        var beat = ackWait.get().dividedBy(BEATS);
        Thread.sleep(beat.dividedBy(LOOKS_PER_BEAT));
        beat(beat);
      }
    } catch (InterruptedException _) {
      // Stopped.
    }
  }

  private void beat(Duration beat) {
    for (var held : hand.all()) {
      var now = System.nanoTime();
      if (now - held.since() >= beat.toNanos()) {
        try {
          // Who has been dropped in the meantime needs no sign of life any more.
          if (!held.delivery().inProgress() && hand.holds(held)) {
            lost.incrementAndGet();
          }
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("Sign of life failed");
        }
        held.renewed(now);
      }
    }
  }
}
