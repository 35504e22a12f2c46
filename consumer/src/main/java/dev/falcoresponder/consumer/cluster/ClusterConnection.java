package dev.falcoresponder.consumer.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The connection to one cluster, and what works through it. Opening it does not ask the API server
 * anything, so an absent one does not keep the program from starting.
 */
public final class ClusterConnection implements AutoCloseable {
  private static final Duration FIRST_PROBE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PROBE_PAUSE = Duration.ofSeconds(30);

  /** What is only told need not be waited for as long as what is done. */
  private static final Duration EVENT_TIMEOUT = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final ApiServerGate gate;
  private final ClusterGateway gateway;
  private final EventSink events;

  private ClusterConnection(
      KubernetesClient client, ApiServerGate gate, ClusterGateway gateway, EventSink events) {
    this.client = client;
    this.gate = gate;
    this.gateway = gateway;
    this.events = events;
  }

  /**
   * Connects as kubectl does: by the files in {@code KUBECONFIG}, else {@code ~/.kube/config}, else
   * the account of the pod we run in. Files are read again every minute and after a 401, so a
   * rotated token is picked up.
   */
  public static ClusterConnection open(ClusterConfig config, Clock clock, RandomGenerator random) {
    return open(
        Config.autoConfigure(null),
        config,
        clock,
        new ProbeSchedule(FIRST_PROBE, LONGEST_PROBE_PAUSE, random));
  }

  static ClusterConnection open(
      Config login, ClusterConfig config, Clock clock, ProbeSchedule schedule) {
    var client = new KubernetesClientBuilder().withConfig(bounded(login, config)).build();
    var base = URI.create(client.getMasterUrl().toString());
    var transport = new HttpTransport(client.getHttpClient(), base, config.requestTimeout());
    var gate = new ApiServerGate(new HealthProbe(transport), schedule, clock);
    var deletions = new DeletionBody(client.getKubernetesSerialization());
    var server = new ApiServer(transport, gate, config);
    return new ClusterConnection(
        client,
        gate,
        new Fabric8ClusterGateway(server, deletions, config, Ticker.systemTicker()),
        new Fabric8EventSink(
            new HttpTransport(client.getHttpClient(), base, eventTimeout(config)),
            gate,
            new EventBody(client.getKubernetesSerialization())));
  }

  private static Duration eventTimeout(ClusterConfig config) {
    return config.requestTimeout().compareTo(EVENT_TIMEOUT) < 0
        ? config.requestTimeout()
        : EVENT_TIMEOUT;
  }

  private static Config bounded(Config login, ClusterConfig config) {
    return new ConfigBuilder(login)
        // A dropped HTTP/2 connection would take every later request with it, until TCP gives up.
        .withHttp2Disable(true)
        // The broker delivers again; a second retry underneath would hold alerts for minutes, and
        // ignores Retry-After.
        .withRequestRetryBackoffLimit(0)
        .withConnectionTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
        .withRequestTimeout(Math.toIntExact(config.requestTimeout().toMillis()))
        .withUserAgent("falco-responder")
        .build();
  }

  /** The API server's address, for a person. */
  public String address() {
    return client.getMasterUrl().toString();
  }

  /** What we ask of the cluster. */
  public ClusterGateway gateway() {
    return gateway;
  }

  /** Where Kubernetes Events go. */
  public EventSink events() {
    return events;
  }

  /** Whether the API server is there. */
  public ApiServerGate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
    client.close();
  }
}
