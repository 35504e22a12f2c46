package dev.falcoresponder.bench;

import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** When the end of each pod of a namespace was first seen, by {@link System#nanoTime}. */
final class DeletionWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Watch watch;

  DeletionWatch(KubernetesClient admin, String namespace) {
    watch = admin.pods().inNamespace(namespace).watch(new Seer());
  }

  private final class Seer implements Watcher<Pod> {
    @Override
    public void eventReceived(Action action, Pod pod) {
      if (action == Action.DELETED || Pods.terminating(pod)) {
        seen.putIfAbsent(pod.getMetadata().getUid(), System.nanoTime());
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      // The pods that were not seen are counted as missing.
    }
  }

  /** Waits for all of them, or until none is to be expected any more; how many were seen. */
  long await(Collection<Pod> pods) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (doomed(pods) < pods.size() && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return doomed(pods);
  }

  private long doomed(Collection<Pod> pods) {
    return pods.stream().filter(pod -> seen.containsKey(pod.getMetadata().getUid())).count();
  }

  /** When it was seen; now, where it was not. */
  long at(Pod pod) {
    return seen.getOrDefault(pod.getMetadata().getUid(), System.nanoTime());
  }

  /** When the last of all was seen. */
  long last() {
    return seen.values().stream().mapToLong(Long::longValue).max().orElse(System.nanoTime());
  }

  @Override
  public void close() {
    watch.close();
  }
}
