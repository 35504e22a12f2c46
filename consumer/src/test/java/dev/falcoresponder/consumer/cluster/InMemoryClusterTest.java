package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.model.PodRef;
import java.util.Map;
import java.util.UUID;

class InMemoryClusterTest extends ClusterGatewayContract {
  private final InMemoryCluster cluster = new InMemoryCluster();

  @Override
  ClusterGateway gateway() {
    return cluster;
  }

  @Override
  PodRef running(String name) {
    var pod = new PodRef("shop", name);
    cluster.with(Snapshots.identity(Snapshots.running(), pod, UUID.randomUUID().toString()));
    return pod;
  }

  @Override
  String namespace(Map<String, String> labels) {
    cluster.labelled("labelled", labels);
    return "labelled";
  }
}
