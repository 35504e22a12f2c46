package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The topics that were announced a moment ago. While a topic's window is open, more of the same is
 * only counted. All windows are open for the same time, so the eldest is the first to end; but one
 * whose telling failed goes before it, and may keep it open a little longer. Not for several
 * threads.
 */
final class Windows {
  private final int most;
  private final long length;
  private final long retry;
  private final SequencedMap<Topic, Window> open = new LinkedHashMap<>();

  /**
   * Starts with none.
   *
   * @param most windows at once, from 1; one more closes the eldest
   * @param length how long a window stays open
   * @param retry how long one stays open whose telling failed for the first time
   */
  Windows(int most, Duration length, Duration retry) {
    this.most = most;
    this.length = length.toNanos();
    this.retry = retry.toNanos();
  }

  /**
   * What is known of a topic.
   *
   * @param endsAt when it may be told again, in nanoseconds
   * @param failures how often in a row it could not be told before this window
   * @param failed whether it could not be told in this window either
   * @param untold all that was counted since, as one
   */
  private record Window(long endsAt, int failures, boolean failed, Optional<Announcement> untold) {
    static Window until(long endsAt) {
      return new Window(endsAt, 0, false, Optional.empty());
    }

    Window with(Announcement more) {
      return new Window(
          endsAt,
          failures,
          failed,
          Optional.of(untold.map(earlier -> earlier.and(more)).orElse(more)));
    }

    /** With what is older than all that was counted since. */
    Window withFailed(Announcement first, long newEnd) {
      return new Window(newEnd, failures, true, Optional.of(untold.map(first::and).orElse(first)));
    }

    /** The window that its telling opens. */
    Window next(long newEnd) {
      return new Window(newEnd, failed ? failures + 1 : 0, false, Optional.empty());
    }
  }

  /** Counts the announcement, if the window of its topic is open; else false. */
  boolean count(Announcement more) {
    return open.computeIfPresent(more.topic(), (_, window) -> window.with(more)) != null;
  }

  /**
   * Counts an announcement that could not be told: it is told soon, and where that fails too, with
   * the rest of its topic at the end of the window. The third time it is not put off any more.
   */
  void putBack(Announcement announcement, long now) {
    var window = open.get(announcement.topic());
    if (window == null || window.failures > 1) {
      return;
    }
    if (window.failures == 0) {
      open.putFirst(announcement.topic(), window.withFailed(announcement, now + retry));
    } else {
      open.put(announcement.topic(), window.withFailed(announcement, window.endsAt));
    }
  }

  /**
   * Opens the window of a topic that is about to be told.
   *
   * @return what had been counted in the window that was closed to make room, if anything
   */
  Optional<Announcement> open(Topic topic, long now) {
    var closed = open.size() < most ? Optional.<Announcement>empty() : closeEldest();
    open.put(topic, Window.until(now + length));
    return closed;
  }

  /** Closes the eldest window, and opens it anew where it has counted something. */
  void renewEldest(long now) {
    var eldest = open.pollFirstEntry();
    if (eldest != null && eldest.getValue().untold.isPresent()) {
      open.put(eldest.getKey(), eldest.getValue().next(now + length));
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Nanoseconds until the eldest window ends, 0 or less if it has; the most if none is open. */
  long untilEnd(long now) {
    return open.values().stream()
        .findFirst()
        .map(window -> window.endsAt - now)
        .orElse(Long.MAX_VALUE);
  }

  /** What the eldest window has counted, as one. */
  Optional<Announcement> eldest() {
    return open.values().stream().findFirst().flatMap(Window::untold);
  }

  /** Closes the eldest window and answers what it has counted. */
  Optional<Announcement> closeEldest() {
    return Optional.ofNullable(open.pollFirstEntry()).flatMap(entry -> entry.getValue().untold());
  }
}
