package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.model.PodRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    cluster.with(
        new PodSnapshot(
            pod,
            UUID.randomUUID().toString(),
            Snapshots.STARTED,
            Optional.of(Snapshots.STARTED),
            Set.of(Snapshots.CONTAINER),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true));
    return pod;
  }

  @Override
  String namespace(Map<String, String> labels) {
    cluster.labelled("labelled", labels);
    return "labelled";
  }
}
