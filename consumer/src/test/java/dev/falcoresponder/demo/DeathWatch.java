package dev.falcoresponder.demo;

import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Watches pods and notes when each is first seen with a {@code deletionTimestamp}. */
final class DeathWatch implements Watcher<Pod>, AutoCloseable {
  private final Map<String, Long> published = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Watch watch;

  private DeathWatch(KubernetesClient client, String namespace) {
    watch = client.pods().inNamespace(namespace).watch(this);
  }

  static DeathWatch over(KubernetesClient client, String namespace) {
    return new DeathWatch(client, namespace);
  }

  /** The alert about that pod is published now. */
  void published(String uid) {
    published.put(uid, System.nanoTime());
  }

  /** Pods with an alert that have been told to end. */
  long deaths() {
    return published.keySet().stream().filter(seen::containsKey).count();
  }

  /** From publication to the sight of the end, for each pod that has both. */
  List<Duration> latencies() {
    return published.entrySet().stream()
        .filter(entry -> seen.containsKey(entry.getKey()))
        .map(entry ->
            Duration.ofNanos(Objects.requireNonNull(seen.get(entry.getKey())) - entry.getValue()))
        .toList();
  }

  @Override
  public void eventReceived(Action action, Pod pod) {
    if (Pods.terminating(pod)) {
      seen.putIfAbsent(pod.getMetadata().getUid(), System.nanoTime());
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    // What was missed shows in the count.
  }

  @Override
  public void close() {
    watch.close();
  }
}
