package dev.falcoresponder.consumer.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.util.Optional;

/** Memory of this process alone, for brokers without JetStream. */
public final class InProcessFoundPods implements FoundPods {
  private final Cache<PodLead, SuspectPod> pods;

  /**
   * Remembers nothing yet.
   *
   * @param ttl for how long
   * @param most how many pods; beyond, the least used are forgotten early
   */
  public InProcessFoundPods(Duration ttl, int most) {
    this.pods = Caffeine.newBuilder().expireAfterWrite(ttl).maximumSize(most).build();
  }

  @Override
  public Recall recall(PodLead lead) {
    return Optional.ofNullable(pods.getIfPresent(lead))
        .<Recall>map(Recall.Known::new)
        .orElseGet(Recall.Nothing::new);
  }

  @Override
  public Keeping keep(PodLead lead, SuspectPod pod) {
    pods.put(lead, pod);
    return new Keeping.Kept();
  }
}
