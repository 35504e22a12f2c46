package dev.falcoresponder.consumer.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;

/**
 * Memory in the bucket of the claims, one key for each container: {@code found.<container
 * id>.<node>}. No claim's key begins so, and it lives as long as a claim does.
 */
public final class JetStreamFoundPods implements FoundPods {
  private static final Duration LONGEST_MEMORY = Duration.ofSeconds(60);
  private static final int MOST_KNOWN = 10_000;

  private final Bucket bucket;
  private final Cache<PodLead, SuspectPod> kept;

  /**
   * Remembers in that bucket.
   *
   * @param ttl how long the bucket keeps what was written
   */
  public JetStreamFoundPods(Bucket bucket, Duration ttl) {
    this.bucket = bucket;
    var quarter = ttl.dividedBy(4);
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            // Forgotten well before the bucket forgets, so that what is known to be kept is.
            .expireAfterWrite(quarter.compareTo(LONGEST_MEMORY) < 0 ? quarter : LONGEST_MEMORY)
            .build();
  }

  @Override
  public Recall recall(PodLead lead) {
    return switch (bucket.read(key(lead))) {
      case Bucket.Entry.Stored(var message) -> read(lead, message);
      case Bucket.Entry.Absent _ -> new Recall.Nothing();
      case Bucket.Entry.Unreachable(var why) -> new Recall.Unreachable(why);
    };
  }

  /** A flood of alerts about one container is written once. */
  @Override
  public Keeping keep(PodLead lead, SuspectPod pod) {
    if (pod.equals(kept.getIfPresent(lead))) {
      return new Keeping.Kept();
    }
    return switch (bucket.overwrite(key(lead), FoundPodJson.write(pod))) {
      case Bucket.Change.Won _ -> {
        kept.put(lead, pod);
        yield new Keeping.Kept();
      }
      case Bucket.Change.Lost() ->
          new Keeping.NotKept("the bucket " + bucket.name() + " is deciding about another write");
      case Bucket.Change.Unreachable(var why) -> new Keeping.NotKept(why);
    };
  }

  /** What is not ours is looked for again. */
  private static Recall read(PodLead lead, StoredMessage message) {
    return FoundPodJson.read(message.body(), lead)
        .<Recall>map(Recall.Known::new)
        .orElseGet(Recall.Nothing::new);
  }

  private static String key(PodLead lead) {
    return "found." + lead.containerId() + "." + lead.node();
  }
}
