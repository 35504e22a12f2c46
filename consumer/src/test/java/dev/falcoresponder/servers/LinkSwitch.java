package dev.falcoresponder.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How the link is now, and the place where bytes wait while it holds them. */
final class LinkSwitch {
  private Link link = new Link.Open();
  private int waiting;

  /** A direction. */
  enum Way {
    TO_SERVER,
    TO_CLIENT;

    private boolean heldBy(Link link) {
      return switch (link) {
        case Link.BlackHole() -> true;
        case Link.OneWay() -> this == TO_CLIENT;
        case Link.Open(), Link.Slow(_), Link.Narrow(_), Link.Reset(), Link.Cut(), Link.HalfOpen() ->
            false;
      };
    }
  }

  synchronized void turn(Link wanted) {
    link = wanted;
    notifyAll();
  }

  synchronized Link now() {
    return link;
  }

  /** Returns the link as soon as it does not hold what goes that way. */
  synchronized Link awaitPassable(Way way) throws InterruptedException {
    waiting++;
    try {
      while (way.heldBy(link)) {
        wait();
      }
      return link;
    } finally {
      waiting--;
    }
  }

  /** How many wait there. */
  synchronized int waiting() {
    return waiting;
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
