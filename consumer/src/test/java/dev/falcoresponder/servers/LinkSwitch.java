package dev.falcoresponder.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How the link is now, and the place where bytes wait while it is a black hole. */
final class LinkSwitch {
  private Link link = new Link.Open();

  synchronized void turn(Link wanted) {
    link = wanted;
    notifyAll();
  }

  synchronized Link now() {
    return link;
  }

  /** Returns the link as soon as it is anything but a black hole. */
  synchronized Link awaitPassable() throws InterruptedException {
    while (link instanceof Link.BlackHole) {
      wait();
    }
    return link;
  }

  /** How much later than sent a byte arrives now. */
  Duration latency() {
    return now() instanceof Link.Slow(var latency) ? latency : Duration.ZERO;
  }

  /** Returns at that moment of {@link System#nanoTime}. */
  static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
