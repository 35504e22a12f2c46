package dev.falcoresponder.servers;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays the part of a kubelet that ends pods: a pod whose end was asked for is removed a little
 * later, by a deletion with grace 0 and its uid, which is how a kubelet confirms that the
 * containers are dead. It survives restarts of the API server.
 */
public final class Kubelet implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(500);

  private final KubernetesClient client;
  private final Duration delay;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final SharedIndexInformer<Pod> informer;

  private Kubelet(KubernetesClient client, Duration delay) {
    this.client = client;
    this.delay = delay;
    this.informer =
        client.pods().inAnyNamespace().runnableInformer(0).addEventHandler(new Watcher());
  }

  /**
   * Watches all namespaces from now on.
   *
   * @param client the administrator's; stays the caller's to close, after this kubelet
   * @param delay how long containers take to die
   */
  public static Kubelet start(KubernetesClient client, Duration delay) {
    var kubelet = new Kubelet(client, delay);
    kubelet.informer.run();
    return kubelet;
  }

  private void look(Pod pod) {
    if (Pods.terminating(pod) && seen.add(pod.getMetadata().getUid())) {
      later(pod, delay);
    }
  }

  private void later(Pod pod, Duration wait) {
    var _ = timer.schedule(() -> confirm(pod), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void confirm(Pod pod) {
    var metadata = pod.getMetadata();
    var path = "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName();
    try {
      client.raw(path, "DELETE", deletion(metadata.getUid()));
    } catch (KubernetesClientException e) {
      boolean over = e.getCode() == 404 || e.getCode() == 409;
      if (!over && !timer.isShutdown()) {
        later(pod, RETRY);
      }
    }
  }

  private static DeleteOptions deletion(String uid) {
    return new DeleteOptionsBuilder()
        .withApiVersion("v1")
        .withKind("DeleteOptions")
        .withGracePeriodSeconds(0L)
        .withNewPreconditions()
        .withUid(uid)
        .endPreconditions()
        .build();
  }

  @Override
  public void close() {
    informer.close();
    timer.shutdownNow();
  }

  private final class Watcher implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      look(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod now) {
      look(now);
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
      seen.remove(pod.getMetadata().getUid());
    }
  }
}
