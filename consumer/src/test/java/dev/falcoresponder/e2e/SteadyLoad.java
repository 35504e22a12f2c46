package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many alerts a second for as long as it is open: every third about a pod that no alert was
 * about before, the others about one that had an alert a moment or a while ago.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int FRESH_EVERY = 3;

  /** Goes through all that had one, in no order that replicas could make use of. */
  private static final int STRIDE = 31;

  private final Stage stage;
  private final Pods pods;
  private final BlockingQueue<Pod> fresh = new ArrayBlockingQueue<>(20);
  private final List<Pod> suspects = new CopyOnWriteArrayList<>();
  private final AtomicInteger nursed = new AtomicInteger();
  private final AtomicInteger published = new AtomicInteger();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final ScheduledFuture<?> publishing;
  private final ScheduledFuture<?> nursing;

  /** Starts with the first alert. */
  SteadyLoad(Stage stage, Pods pods, int perSecond) {
    this.stage = stage;
    this.pods = pods;
    nursing = threads.scheduleWithFixedDelay(this::nurse, 0, 1, TimeUnit.MILLISECONDS);
    Stage.until("the first pods", () -> fresh.remainingCapacity() == 0);
    var pace = TimeUnit.SECONDS.toMicros(1) / perSecond;
    publishing = threads.scheduleAtFixedRate(this::publish, 0, pace, TimeUnit.MICROSECONDS);
  }

  /** The pods that alerts were about so far. */
  List<Pod> suspects() {
    return List.copyOf(suspects);
  }

  /** How many alerts there were so far. */
  int published() {
    return published.get();
  }

  /** How many pods run that no alert is about. */
  int unsuspected() {
    return fresh.size();
  }

  private void nurse() {
    if (fresh.remainingCapacity() > 0) {
      fresh.add(pods.running("cart-" + nursed.getAndIncrement()));
    }
  }

  private void publish() {
    var number = published.getAndIncrement();
    var next = number % FRESH_EVERY == 0 ? fresh.poll() : null;
    if (next != null) {
      suspects.add(next);
    }
    var again = suspects.get(Math.floorMod(number * STRIDE, suspects.size()));
    stage.broker().publish(Alert.about(next != null ? next : again));
  }

  /** Ends with what is on its way; fails where there was a defect. */
  @Override
  public void close() {
    publishing.cancel(false);
    nursing.cancel(false);
    threads.shutdown();
    Stage.until("the load ends", threads::isTerminated);
    assertThat(publishing.state()).isEqualTo(Future.State.CANCELLED);
    assertThat(nursing.state()).isEqualTo(Future.State.CANCELLED);
  }
}
