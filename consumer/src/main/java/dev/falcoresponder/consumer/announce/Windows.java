package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The topics that were announced a moment ago. While a topic's window is open, more of the same is
 * only counted. All windows are open for the same time, so the eldest is the first to end. Not for
 * several threads.
 */
final class Windows {
  private final int most;
  private final long length;
  private final SequencedMap<Topic, Window> open = new LinkedHashMap<>();

  /**
   * Starts with none.
   *
   * @param most windows at once, from 1; one more closes the eldest
   * @param length how long a window stays open
   */
  Windows(int most, Duration length) {
    this.most = most;
    this.length = length.toNanos();
  }

  /**
   * What is known of a topic.
   *
   * @param endsAt when it may be told again, in nanoseconds
   * @param again whether it was told before, in the window before this one
   * @param untold all that was counted since, as one
   */
  private record Window(long endsAt, boolean again, Optional<Announcement> untold) {
    Window with(Announcement more) {
      return new Window(
          endsAt, again, untold.map(earlier -> earlier.and(more)).or(() -> Optional.of(more)));
    }
  }

  /** Counts the announcement, if the window of its topic is open; else false. */
  boolean count(Announcement more) {
    return open.computeIfPresent(more.topic(), (_, window) -> window.with(more)) != null;
  }

  /**
   * Counts an announcement that could not be told. Once: what cannot be told with the rest of its
   * topic either is not put off for ever.
   */
  void putBack(Announcement failed) {
    open.computeIfPresent(
        failed.topic(), (_, window) -> window.again ? window : window.with(failed));
  }

  /**
   * Opens the window of a topic that is about to be told.
   *
   * @return what had been counted in the window that was closed to make room, if anything
   */
  Optional<Announcement> open(Topic topic, long now) {
    var closed = open.size() < most ? Optional.<Announcement>empty() : closeEldest();
    open.put(topic, new Window(now + length, false, Optional.empty()));
    return closed;
  }

  /** Closes the eldest window, and opens it anew where it has counted something. */
  void renewEldest(long now) {
    var eldest = open.pollFirstEntry();
    if (eldest != null && eldest.getValue().untold.isPresent()) {
      open.put(eldest.getKey(), new Window(now + length, true, Optional.empty()));
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
