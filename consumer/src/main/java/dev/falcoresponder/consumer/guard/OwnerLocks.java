package dev.falcoresponder.consumer.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets one thread at a time judge by the health of one workload. There are a thousand locks for all
 * workloads, so two of them may now and then wait for each other, which does no harm.
 */
final class OwnerLocks {
  private static final int LOCKS = 1_000;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
  private final Duration patience;

  /**
   * Makes the locks.
   *
   * @param patience how long to wait for one
   */
  OwnerLocks(Duration patience) {
    this.patience = patience;
  }

  /** What comes of the work; empty if it was not our turn in time. */
  <T> Optional<T> alone(String owner, Supplier<T> work) {
    var lock = locks.get(Math.floorMod(owner.hashCode(), LOCKS));
    try {
      if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      lock.unlock();
    }
  }
}
