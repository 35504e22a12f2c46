package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.EventSink;
import dev.falcoresponder.consumer.cluster.KubernetesEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A message board in memory, which keeps names apart as the API server does. */
final class RecordingSink implements EventSink {
  private final List<KubernetesEvent> asked = new CopyOnWriteArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Semaphore inside = new Semaphore(0);
  private volatile boolean closed;
  private volatile Optional<Creation.Failed> failure = Optional.empty();

  /** From now on everything fails like that; empty for nothing. */
  void failing(Optional<Creation.Failed> how) {
    failure = how;
  }

  /** From now on nothing is answered, to nobody who does not lose patience. */
  void hang() {
    closed = true;
  }

  /** Returns when somebody waits for an answer. */
  void awaitAsked() throws InterruptedException {
    inside.acquire();
  }

  /** Everything that was asked for, whatever the answer. */
  List<KubernetesEvent> asked() {
    return asked;
  }

  @Override
  public Creation create(KubernetesEvent event) {
    asked.add(event);
    inside.release();
    if (closed) {
      return waitForNothing();
    }
    synchronized (names) {
      return failure
          .<Creation>map(failed -> failed)
          .orElseGet(
              () -> names.add(event.name()) ? new Creation.Created() : new Creation.AlreadyThere());
    }
  }

  private Creation waitForNothing() {
    try {
      opened.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Creation.Failed(new ClusterFailure.Outage("stopped waiting"));
  }
}
