package dev.falcoresponder.consumer.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.falcoresponder.consumer.broker.Backoff;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one cluster, and what works through it. Opening it does not ask the API server
 * anything, so an absent one does not keep the program from starting.
 */
public final class ClusterConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterConnection.class);
  private static final Duration FIRST_PROBE_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PROBE_PAUSE = Duration.ofSeconds(30);

  /** What is only told need not be waited for as long as what is done. */
  private static final Duration EVENT_TIMEOUT = Duration.ofSeconds(2);

  private final URI base;
  private final HttpClient http;
  private final ApiServerGate gate;
  private final Doors doors;

  /** What may be asked, each by whoever needs it. */
  private record Doors(
      ClusterGateway gateway, Workloads workloads, NodePods nodePods, EventSink events) {}

  private ClusterConnection(URI base, HttpClient http, ApiServerGate gate, Doors doors) {
    this.base = base;
    this.http = http;
    this.gate = gate;
    this.doors = doors;
  }

  /**
   * Connects as kubectl does: by the files in {@code KUBECONFIG}, else {@code ~/.kube/config}, else
   * the account of the pod we run in. Files are read again every minute and after a 401, so a
   * rotated token is picked up.
   */
  public static ClusterConnection open(ClusterConfig config, Clock clock) {
    var login = Config.autoConfigure(null);
    if (!found(login)) {
      LOG.warn("No login to a cluster was found; set KUBECONFIG, or run in a pod with an account");
    }
    return open(login, config, clock, () -> new Backoff(FIRST_PROBE_PAUSE, LONGEST_PROBE_PAUSE));
  }

  private static boolean found(Config login) {
    return login.getCurrentContext() != null
        || login.getAutoOAuthToken() != null
        || login.getOauthToken() != null;
  }

  static ClusterConnection open(
      Config login, ClusterConfig config, Clock clock, Supplier<Backoff> probePauses) {
    var bounded = bounded(login, config);
    var base = URI.create(bounded.getMasterUrl());
    // Not a KubernetesClient: its typed calls, of which we make none, take every kind there is.
    var http = HttpClientUtils.getHttpClientFactory().newBuilder(bounded).build();
    var transport = new HttpTransport(http, base, config.requestTimeout());
    var gate = new ApiServerGate(new HealthProbe(transport), probePauses, clock);
    var server = new ApiServer(transport, gate, config);
    var serialization = new KubernetesSerialization();
    var ticker = Ticker.systemTicker();
    var aside = new HttpTransport(http, base, eventTimeout(config));
    var doors =
        new Doors(
            new Fabric8ClusterGateway(server, new DeletionBody(serialization), config, ticker),
            new Fabric8Workloads(server),
            new RememberedNodePods(new NodePodLister(server)::list, ticker),
            new Fabric8EventSink(aside, gate, new EventBody(serialization)));
    return new ClusterConnection(base, http, gate, doors);
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
    return base.toString();
  }

  /** What we ask of the cluster. */
  public ClusterGateway gateway() {
    return doors.gateway();
  }

  /** What we ask of the workloads that pods belong to. */
  public Workloads workloads() {
    return doors.workloads();
  }

  /** Which pods are on a node. */
  public NodePods nodePods() {
    return doors.nodePods();
  }

  /** Where Kubernetes Events go. */
  public EventSink events() {
    return doors.events();
  }

  /** Whether the API server is there. */
  public ApiServerGate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
    http.close();
  }
}
