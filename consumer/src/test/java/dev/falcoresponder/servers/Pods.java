package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/**
 * Pods of one namespace on an API server without a kubelet: created as if scheduled, and given the
 * status that a kubelet would have reported.
 */
public final class Pods {
  /**
   * The node that all pods are on. There is no such object, and the API server does not ask for it.
   */
  public static final String NODE = "node-1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONTAINER_ID_BYTES = 32;
  private static final int AT_ONCE = 8;

  private final KubernetesClient client;
  private final String namespace;

  private Pods(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * The pods of a namespace, which is made where it is missing. The client stays the caller's to
   * close.
   */
  public static Pods in(KubernetesClient client, String namespace) {
    return in(client, namespace, Map.of());
  }

  /** As {@link #in(KubernetesClient, String)}, with labels on the namespace. */
  public static Pods in(KubernetesClient client, String namespace, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
    return new Pods(client, namespace);
  }

  /** A namespace of a fresh name that starts with the given word. */
  public static Pods inFreshNamespace(KubernetesClient client, String word) {
    return in(
        client, word + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
  }

  /** The namespace's name. */
  public String namespace() {
    return namespace;
  }

  /** A pod with one container {@code main} that has run since now and is ready. */
  public Pod running(String name) {
    return running(name, UnaryOperator.identity());
  }

  /**
   * A pod that runs.
   *
   * @param change what is special about it: labels, owners, annotations, priority class, grace
   *     period
   */
  public Pod running(String name, UnaryOperator<PodBuilder> change) {
    return report(pending(name, change), Instant.now());
  }

  /** So many pods that run, {@code <word>-0} and on. */
  public List<Pod> running(String word, int count) {
    return IntStream.range(0, count)
        .boxed()
        .gather(Gatherers.mapConcurrent(AT_ONCE, index -> running(word + "-" + index)))
        .toList();
  }

  /**
   * A pod that is scheduled and has no status yet, as the API server shows it before the kubelet
   * has reported.
   */
  public Pod pending(String name, UnaryOperator<PodBuilder> change) {
    var basis =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withNodeName(NODE)
            .addNewContainer()
            .withName("main")
            .withImage("registry.example/main:1")
            .endContainer()
            .endSpec();
    return client.resource(change.apply(basis).build()).create();
  }

  /**
   * Reports, as a kubelet would, that every container of the pod runs and is ready, each with a new
   * container id.
   *
   * @return the pod as it is now
   */
  public Pod report(Pod pod, Instant since) {
    return client
        .resource(pod)
        .editStatus(now -> PodStatuses.running(now, since, Pods::newContainerId));
  }

  /**
   * Deletes the pod at once, whatever runs in it, and makes another of the same name, which runs.
   */
  public Pod recreate(String name) {
    return recreate(name, UnaryOperator.identity());
  }

  /** As {@link #recreate(String)}, with something special about the new pod. */
  public Pod recreate(String name, UnaryOperator<PodBuilder> change) {
    remove(name);
    return running(name, change);
  }

  /** Deletes the pod at once, as when a kubelet confirms that nothing of it runs any more. */
  public void remove(String name) {
    at(name).withGracePeriod(0).delete();
    awaitGone(name);
  }

  /** The pod of that name, if there is one. */
  public Optional<Pod> find(String name) {
    return Optional.ofNullable(at(name).get());
  }

  /** Whether the pod is there and nobody has asked for its end. */
  public boolean alive(Pod pod) {
    return find(pod.getMetadata().getName())
        .filter(now -> same(now, pod) && !terminating(now))
        .isPresent();
  }

  /** How many pods there are, terminating ones left out. */
  public long countAlive() {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> !terminating(pod))
        .count();
  }

  /** Whether there are no pods, not even terminating ones. */
  public boolean none() {
    var one = new ListOptionsBuilder().withLimit(1L).build();
    return client.pods().inNamespace(namespace).list(one).getItems().isEmpty();
  }

  /** Returns when somebody has asked for the end of this very pod, or when it is gone. */
  public void awaitDoomed(Pod pod) {
    await("end of pod " + pod.getMetadata().getName())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !alive(pod));
  }

  /** Returns when no pod of that name is left. */
  public void awaitGone(String name) {
    await("pod " + name + " gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> find(name).isEmpty());
  }

  /** Whether the pod's end has been asked for. */
  public static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /**
   * The id of the pod's first container without the runtime's prefix, of which Falco reports twelve
   * digits.
   */
  public static String containerId(Pod pod) {
    var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
    return id.substring(id.indexOf("://") + 3);
  }

  private static String newContainerId() {
    var bytes = new byte[CONTAINER_ID_BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return "containerd://" + HexFormat.of().formatHex(bytes);
  }

  private static boolean same(Pod one, Pod other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  private PodResource at(String name) {
    return client.pods().inNamespace(namespace).withName(name);
  }
}
