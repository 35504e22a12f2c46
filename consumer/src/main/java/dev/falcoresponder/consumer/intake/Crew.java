package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The virtual threads that work. An alert that takes time has one for itself; alerts that take next
 * to none share one, since waking a thread for each would cost more than the alerts do.
 *
 * <p>Nobody can tell the two apart beforehand. So whoever finishes an alert goes on with the next
 * in line, and a watch looks every two milliseconds whether the line moves: if it does not, all
 * hands are busy with something slow, and everything in line gets a thread of its own. An alert
 * thus waits for another for two milliseconds or so, not longer.
 */
final class Crew {
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final int SHARE = 32;

  private final Consumer<InHand.Held> work;
  private final Queue<InHand.Held> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger hands = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private final int quickHands = Runtime.getRuntime().availableProcessors();
  private final Thread watch;
  private volatile boolean idle;

  /** Does that work, which must not throw. */
  Crew(Consumer<InHand.Held> work) {
    this.work = work;
    watch = Thread.ofPlatform().daemon().name("intake-watch").unstarted(this::watch);
  }

  void start() {
    watch.start();
  }

  void stop() {
    watch.interrupt();
  }

  /** Has it worked on soon. Called by one thread. */
  void add(InHand.Held one) {
    line.add(one);
    var inLine = waiting.incrementAndGet();
    var now = hands.get();
    if (now == 0 || (now < quickHands && inLine > now * SHARE)) {
      hire(1);
    }
    if (idle) {
      LockSupport.unpark(watch);
    }
  }

  private void hire(int count) {
    for (var i = 0; i < count; i++) {
      hands.incrementAndGet();
      var _ = Thread.ofVirtual().start(this::run);
    }
  }

  private void run() {
    do {
      for (var one = line.poll(); one != null; one = line.poll()) {
        waiting.decrementAndGet();
        taken.incrementAndGet();
        work.accept(one);
      }
      hands.decrementAndGet();
      // Somebody may have joined the line after the last look and before we left, seeing us still
      // there.
    } while (!line.isEmpty() && hands.compareAndSet(0, 1));
  }

  private void watch() {
    var seen = -1L;
    while (!Thread.currentThread().isInterrupted()) {
      var now = taken.get();
      if (!line.isEmpty() && now == seen) {
        hire(waiting.get());
      }
      seen = now;
      if (line.isEmpty() && hands.get() == 0) {
        idle = true;
        if (line.isEmpty()) {
          LockSupport.park(this);
        }
        idle = false;
      } else {
        LockSupport.parkNanos(this, LOOK.toNanos());
      }
    }
  }
}
