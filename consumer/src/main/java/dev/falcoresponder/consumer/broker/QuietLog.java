package dev.falcoresponder.consumer.broker;

import java.time.Duration;

/**
 * Decides whether a complaint is worth a line: a new one is, the same one again only after a
 * minute, then two, up to an hour. What fails many times a second must not drown the rest of the
 * log.
 */
public final class QuietLog {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private String last = "";
  private Duration pause = FIRST;
  private long saidAt;

  /** Whether to say it now. */
  public synchronized boolean worth(String text) {
    var now = System.nanoTime();
    if (!text.equals(last)) {
      last = text;
      pause = FIRST;
      saidAt = now;
      return true;
    }
    if (now - saidAt < pause.toNanos()) {
      return false;
    }
    pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    saidAt = now;
    return true;
  }

  /** All is well again: the next complaint is news. */
  public synchronized void reset() {
    last = "";
  }
}
