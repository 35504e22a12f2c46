package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.broker.Backoff;
import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A lister with pages and bounds of a test's choice, which counts its requests. */
final class CountedLister implements AutoCloseable {
  private static final ClusterConfig CONFIG =
      new ClusterConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), 4, Duration.ofMillis(1));

  private final AtomicInteger requests = new AtomicInteger();
  private final KubernetesClient client;
  private final ApiServerGate gate;
  private final NodePodLister lister;

  CountedLister(Config login, int pageSize, int mostPods) {
    var counter =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            requests.incrementAndGet();
          }
        };
    client =
        new KubernetesClientBuilder()
            .withConfig(login)
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("counter", counter))
            .build();
    var base = URI.create(client.getMasterUrl().toString());
    var transport = new HttpTransport(client.getHttpClient(), base, CONFIG.requestTimeout());
    gate =
        new ApiServerGate(
            new HealthProbe(transport),
            () -> new Backoff(Duration.ofMillis(100), Duration.ofMillis(500)),
            Clock.systemUTC());
    lister = new NodePodLister(new ApiServer(transport, gate, CONFIG), pageSize, mostPods);
  }

  NodeAnswer list(String node) {
    return lister.list(node);
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    gate.close();
    client.close();
  }
}
