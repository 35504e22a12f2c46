package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.EventCounts.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announcements on their way out. Who puts one in never waits: what finds no place, or comes faster
 * than the API server should have to hear it, is dropped and counted. More on a topic that was told
 * a moment ago is counted, and told as one when that moment is over.
 */
final class Outbox {
  /** What one replica may tell at once, and how long each further announcement must wait. */
  static final int BURST = 25;

  static final Duration EACH = Duration.ofMillis(200);

  /** How long a topic is not told again. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** How long an API server has that did not take an announcement, before it is told again. */
  static final Duration RETRY = Duration.ofSeconds(10);

  /** Waiting for an API server that is slow. */
  static final int MOST_WAITING = 100;

  /** A little more than the rate lets open within a window's time. */
  static final int MOST_TOPICS = 2_000;

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final LongSupplier nanos;
  private final EventCounts counts;
  private final TokenBucket bucket;
  private final Windows windows = new Windows(MOST_TOPICS, WINDOW, RETRY);
  private final Queue<Announcement> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  /**
   * Starts empty.
   *
   * @param nanos a clock that never goes back, such as {@link System#nanoTime}
   */
  Outbox(LongSupplier nanos, EventCounts counts) {
    this.nanos = nanos;
    this.counts = counts;
    this.bucket = new TokenBucket(BURST, EACH, nanos);
  }

  /** Takes one in, or counts what became of it instead. */
  void put(Announcement announcement) {
    lock.lock();
    try {
      if (!ended && windows.count(announcement)) {
        counts.add(Result.AGGREGATED, 1);
      } else if (!ended && send(announcement)) {
        windows.open(announcement.topic(), nanos.getAsLong()).ifPresent(this::drop);
      } else {
        drop(announcement);
      }
    } finally {
      lock.unlock();
    }
  }

  /** An announcement could not be told; it is told again soon, and then once more, later. */
  void putBack(Announcement announcement) {
    lock.lock();
    try {
      windows.putBack(announcement, nanos.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next to be told; waits for it.
   *
   * @return empty after the end, or when interrupted
   */
  Optional<Announcement> take() {
    lock.lock();
    try {
      while (true) {
        sendWhatIsDue();
        if (!waiting.isEmpty()) {
          return Optional.of(waiting.remove());
        }
        if (ended) {
          return Optional.empty();
        }
        var _ = changed.await(untilDue(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes in no more; what was counted so far is told now, as far as there is room for it. */
  void end() {
    lock.lock();
    try {
      ended = true;
      while (!windows.isEmpty()) {
        windows.closeFirst().filter(untold -> !send(untold)).ifPresent(this::drop);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is still waiting. */
  void abandon() {
    lock.lock();
    try {
      counts.add(Result.DROPPED, waiting.size());
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private boolean send(Announcement announcement) {
    if (waiting.size() == MOST_WAITING || !bucket.take()) {
      return false;
    }
    changed.signal();
    return waiting.add(announcement);
  }

  /**
   * A window that has ended stays open until there is room to tell what it has counted; telling it
   * opens it anew.
   */
  private void sendWhatIsDue() {
    while (windows.untilEnd(nanos.getAsLong()) <= 0
        && windows.first().map(this::send).orElse(true)) {
      windows.renewFirst(nanos.getAsLong());
    }
  }

  private long untilDue() {
    return Math.max(windows.untilEnd(nanos.getAsLong()), bucket.untilNext());
  }

  private void drop(Announcement announcement) {
    log.atDebug()
        .addKeyValue("reason", announcement.topic().reason())
        .addKeyValue("times", announcement.times())
        .log("no room for a Kubernetes Event");
    counts.add(Result.DROPPED, 1);
  }
}
