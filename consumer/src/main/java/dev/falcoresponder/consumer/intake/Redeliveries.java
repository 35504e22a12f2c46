package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Alerts that wait in this process to be delivered again; what the broker does itself where it has
 * JetStream.
 */
final class Redeliveries {
  private record Waiting(Envelope envelope, long dueAt) {}

  private final int max;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::dueAt));
  private final long epoch = System.nanoTime();
  private long lost;
  private boolean closed;

  /** Keeps at most so many. */
  Redeliveries(int max) {
    this.max = max;
  }

  /**
   * Delivers again after the delay, as the delivery after this one; false if it is lost instead.
   */
  synchronized boolean add(Envelope last, Duration delay) {
    if (closed || waiting.size() >= max) {
      lost++;
      return false;
    }
    waiting.add(new Waiting(last.again(), now() + delay.toNanos()));
    return true;
  }

  /** The one that is due longest. */
  synchronized Optional<Envelope> due() {
    var first = waiting.peek();
    if (first == null || first.dueAt() > now()) {
      return Optional.empty();
    }
    waiting.remove();
    return Optional.of(first.envelope());
  }

  /** How long until the next is due, at most {@code longest}. */
  synchronized Duration untilDue(Duration longest) {
    var first = waiting.peek();
    if (first == null) {
      return longest;
    }
    var nanos = Math.max(0, Math.min(first.dueAt() - now(), longest.toNanos()));
    return Duration.ofNanos(nanos);
  }

  /** Takes no more; what waits is lost. */
  synchronized int close() {
    closed = true;
    var left = waiting.size();
    lost += left;
    waiting.clear();
    return left;
  }

  /** How many were lost for want of room or time. */
  synchronized long lost() {
    return lost;
  }

  /** Counted from an epoch of our own, so that times can be compared simply. */
  private long now() {
    return System.nanoTime() - epoch;
  }
}
