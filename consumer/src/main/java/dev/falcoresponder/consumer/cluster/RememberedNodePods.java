package dev.falcoresponder.consumer.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
  private final ConcurrentMap<String, CompletableFuture<NodeAnswer>> asking =
      new ConcurrentHashMap<>();

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
    return look != null && ticker.read() - look.since <= age.toNanos() ? look.answer : ask(node);
  }

  /** Whoever comes while somebody asks gets the same answer. */
  private NodeAnswer ask(String node) {
    var mine = new CompletableFuture<NodeAnswer>();
    var others = asking.putIfAbsent(node, mine);
    if (others != null) {
      return others.join();
    }
    // On a thread of its own, so that whoever waits may be interrupted without spoiling the answer
    // for the others.
    Thread.ofVirtual().name("node-pods").start(() -> answer(node, mine));
    return mine.join();
  }

  private void answer(String node, CompletableFuture<NodeAnswer> waiting) {
    var since = ticker.read();
    try {
      var answer = source.apply(node);
      if (answer instanceof NodeAnswer.Listed listed) {
        known.put(node, new Look(listed, since));
      }
      asking.remove(node);
      waiting.complete(answer);
    } catch (RuntimeException e) {
      asking.remove(node);
      waiting.completeExceptionally(e);
    }
  }
}
