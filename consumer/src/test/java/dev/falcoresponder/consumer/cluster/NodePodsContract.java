package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every view of nodes answers, the real one and the one in memory. */
abstract class NodePodsContract {
  private static final String CONTAINER = "1f2e3d4c5b6a".repeat(5) + "1f2e";
  private static final String OTHER = "0123456789ab".repeat(5) + "0123";

  abstract NodePods nodes();

  /** The name of a node, the same for the same word within a test, and of no other test. */
  abstract String node(String word);

  /** A new pod of that name on the node, with one container of that id. */
  abstract NodePod running(String node, String name, String containerId);

  @Test
  void podsOfTheNodeAreListedWithTheirContainers() {
    var one = running(node("a"), "cart-0", CONTAINER);
    var other = running(node("a"), "cart-1", OTHER);

    assertThat(listed(nodes().now(node("a")))).containsExactlyInAnyOrder(one, other);
    assertThat(listed(nodes().lately(node("a")))).containsExactlyInAnyOrder(one, other);
    assertThat(one.ran(CONTAINER.substring(0, 12))).isTrue();
    assertThat(one.ran(OTHER.substring(0, 12))).isFalse();
  }

  @Test
  void podsOfOtherNodesAreNot() {
    var here = running(node("a"), "cart-0", CONTAINER);
    running(node("b"), "cart-1", OTHER);

    assertThat(listed(nodes().now(node("a")))).containsExactly(here);
  }

  @Test
  void nodeThatNobodyKnowsHasNoPods() {
    assertThat(listed(nodes().now(node("nowhere")))).isEmpty();
  }

  @Test
  void twoPodsMayShowTheSameDigits() {
    running(node("a"), "cart-0", CONTAINER);
    running(node("a"), "cart-1", CONTAINER.substring(0, 12) + OTHER.substring(12));

    assertThat(listed(nodes().now(node("a"))))
        .hasSize(2)
        .allMatch(pod -> pod.ran(CONTAINER.substring(0, 12)));
  }

  static List<NodePod> listed(NodeAnswer answer) {
    return switch (answer) {
      case NodeAnswer.Listed(var pods) -> pods;
      case NodeAnswer.Failed(var failure) -> throw new AssertionError(failure.toString());
    };
  }
}
