package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.fixtures.InMemoryNodes;
import dev.falcoresponder.model.PodRef;
import java.util.Set;
import java.util.UUID;

class InMemoryNodesTest extends NodePodsContract {
  private final InMemoryNodes nodes = new InMemoryNodes();

  @Override
  NodePods nodes() {
    return nodes;
  }

  @Override
  String node(String word) {
    return word;
  }

  @Override
  NodePod running(String node, String name, String containerId) {
    var uid = UUID.randomUUID().toString();
    var pod = new NodePod(new PodRef("shop", name), uid, Set.of(containerId));
    nodes.with(node, pod);
    return pod;
  }
}
