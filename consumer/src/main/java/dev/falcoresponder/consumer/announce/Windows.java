package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The topics that were announced a moment ago. While a topic's window is open, more of the same is
 * only counted. Those that were told are open for one time, and those whose telling failed for
 * another, so that of each kind the eldest is the first to end. Not for several threads.
 */
final class Windows {
  private final int most;
  private final long length;
  private final long retry;
  private final SequencedMap<Topic, Window> told = new LinkedHashMap<>();
  private final SequencedMap<Topic, Window> failed = new LinkedHashMap<>();

  /**
   * Starts with none.
   *
   * @param most windows at once, from 1; one more closes the eldest, of those that were told if any
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
    return Stream.of(told, failed)
        .anyMatch(windows ->
            windows.computeIfPresent(more.topic(), (_, window) -> window.with(more)) != null);
  }

  /**
   * Counts an announcement that could not be told: it is told soon, and where that fails too, with
   * the rest of its topic at the end of the window. The third time it is not put off any more.
   */
  void putBack(Announcement announcement, long now) {
    failed.computeIfPresent(
        announcement.topic(), (_, window) -> window.withFailed(announcement, window.endsAt));
    var window = told.get(announcement.topic());
    if (window == null || window.failures > 1) {
      return;
    }
    if (window.failures == 0) {
      told.remove(announcement.topic());
      failed.put(announcement.topic(), window.withFailed(announcement, now + retry));
    } else {
      told.put(announcement.topic(), window.withFailed(announcement, window.endsAt));
    }
  }

  /**
   * Opens the window of a topic that is about to be told.
   *
   * @return what had been counted in the window that was closed to make room, if anything
   */
  Optional<Announcement> open(Topic topic, long now) {
    var closed =
        told.size() + failed.size() < most
            ? Optional.<Announcement>empty()
            : closeEldest(told.isEmpty() ? failed : told);
    told.put(topic, Window.until(now + length));
    return closed;
  }

  /** Closes the window that ends first, and opens it anew where it has counted something. */
  void renewFirst(long now) {
    var first = endingFirst().pollFirstEntry();
    if (first != null && first.getValue().untold.isPresent()) {
      told.put(first.getKey(), first.getValue().next(now + length));
    }
  }

  boolean isEmpty() {
    return told.isEmpty() && failed.isEmpty();
  }

  /** Nanoseconds until the first window ends, 0 or less if it has; the most if none is open. */
  long untilEnd(long now) {
    return endingFirst().values().stream()
        .findFirst()
        .map(window -> window.endsAt - now)
        .orElse(Long.MAX_VALUE);
  }

  /** What the window that ends first has counted, as one. */
  Optional<Announcement> first() {
    return endingFirst().values().stream().findFirst().flatMap(Window::untold);
  }

  /** Closes the window that ends first and answers what it has counted. */
  Optional<Announcement> closeFirst() {
    return closeEldest(endingFirst());
  }

  private static Optional<Announcement> closeEldest(SequencedMap<Topic, Window> windows) {
    return Optional.ofNullable(windows.pollFirstEntry())
        .flatMap(entry -> entry.getValue().untold());
  }

  private SequencedMap<Topic, Window> endingFirst() {
    if (told.isEmpty() || failed.isEmpty()) {
      return told.isEmpty() ? failed : told;
    }
    var difference = failed.firstEntry().getValue().endsAt - told.firstEntry().getValue().endsAt;
    return difference < 0 ? failed : told;
  }
}
