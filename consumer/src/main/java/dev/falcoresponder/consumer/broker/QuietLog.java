package dev.falcoresponder.consumer.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides whether a complaint is worth a line: a new one is, the same one again only after a
 * minute, then two, up to an hour. What fails many times a second must not drown the rest of the
 * log. The last few complaints are remembered, as one cause often shows as two that take turns.
 */
public final class QuietLog {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int REMEMBERED = 8;

  private record Said(long at, Duration pause) {}

  private final Map<String, Said> said = new LinkedHashMap<>();

  /** Whether to say it now. */
  public synchronized boolean worth(String text) {
    var now = System.nanoTime();
    var before = said.remove(text);
    if (before != null && now - before.at() < before.pause().toNanos()) {
      said.put(text, before);
      return false;
    }
    said.put(text, new Said(now, before == null ? FIRST : longer(before.pause())));
    if (said.size() > REMEMBERED) {
      said.remove(said.keySet().iterator().next());
    }
    return true;
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** All is well again: the next complaint is news. */
  public synchronized void reset() {
    said.clear();
  }
}
