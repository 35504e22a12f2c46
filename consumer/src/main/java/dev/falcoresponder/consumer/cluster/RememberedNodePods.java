package dev.falcoresponder.consumer.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers what was on which node for a few seconds: alerts that do not name their pod come in
 * bursts from one node.
 */
final class RememberedNodePods implements NodePods {
  private static final Duration LATELY = Duration.ofSeconds(5);

  /** So that a flood about a container that is nobody's costs one list a second. */
  private static final Duration NOW = Duration.ofSeconds(1);

  /** In pods and container ids: some four megabytes, or the nodes of a burst. */
  private static final long LARGEST = 20_000;

  private final Function<String, NodeAnswer> source;
  private final Ticker ticker;
  private final Cache<String, Look> known;
  private final SingleFlight<String, NodeAnswer> looking =
      new SingleFlight<>("node-pods", this::look, RememberedNodePods::failed);

  /** A list, and when it was asked for, by the ticker. */
  private record Look(NodeAnswer.Listed answer, long since) {
    int weight() {
      return 1 + answer.pods().stream().mapToInt(pod -> 1 + pod.containerIds().size()).sum();
    }
  }

  RememberedNodePods(Function<String, NodeAnswer> source, Ticker ticker) {
    this.source = source;
    this.ticker = ticker;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(LARGEST)
            .weigher((String _, Look look) -> look.weight())
            .expireAfterWrite(LATELY)
            .ticker(ticker)
            .build();
  }

  @Override
  public NodeAnswer lately(String node) {
    return notOlder(node, LATELY);
  }

  @Override
  public NodeAnswer now(String node) {
    return notOlder(node, NOW);
  }

  private NodeAnswer notOlder(String node, Duration age) {
    var look = known.getIfPresent(node);
    return look != null && ticker.read() - look.since <= age.toNanos()
        ? look.answer
        : looking.ask(node);
  }

  private NodeAnswer look(String node) {
    var since = ticker.read();
    var answer = source.apply(node);
    if (answer instanceof NodeAnswer.Listed listed) {
      known.put(node, new Look(listed, since));
    }
    return answer;
  }

  private static NodeAnswer failed(Throwable e) {
    return new NodeAnswer.Failed(
        new Busy("listing the node's pods failed: " + Causes.of(e), Optional.empty()));
  }
}
