package dev.falcoresponder.bench;

import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Pods that are scheduled and that no kubelet knows of, in a namespace of their own. */
record Herd(String namespace, List<Pod> pods) {
  private static final int AT_ONCE = 16;

  static Herd of(KubernetesClient admin, String word, int count) {
    var pods = Pods.inFreshNamespace(admin, word);
    var slots = new Semaphore(AT_ONCE);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var made =
          IntStream.range(0, count)
              .mapToObj(index -> executor.submit(() -> create(pods, slots, "pod-" + index)))
              .toList();
      return new Herd(pods.namespace(), made.stream().map(Herd::result).toList());
    }
  }

  private static Pod create(Pods pods, Semaphore slots, String name) throws InterruptedException {
    slots.acquire();
    try {
      return pods.pending(name, UnaryOperator.identity());
    } finally {
      slots.release();
    }
  }

  private static Pod result(Future<Pod> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
