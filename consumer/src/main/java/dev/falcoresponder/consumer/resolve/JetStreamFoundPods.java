package dev.falcoresponder.consumer.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.broker.StreamWriter;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.SuspectPod;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Memory in the bucket of the claims, one key for each container: {@code found.<container
 * id>.<node>}. No claim's key begins so, and it lives as long as a claim does.
 */
public final class JetStreamFoundPods implements FoundPods {
  private static final Duration LONGEST_MEMORY = Duration.ofSeconds(60);
  private static final int MOST_KNOWN = 10_000;

  private final String bucket;
  private final StreamWriter writer;
  private final StreamReader reader;
  private final Runnable bucketMissing;
  private final Cache<PodLead, SuspectPod> kept;

  /**
   * Remembers in that bucket.
   *
   * @param connection the connection to use, asked for at each request
   * @param timeout how long a request may take
   * @param ttl how long the bucket keeps what was written
   * @param bucketMissing called, on the asking thread, whenever the broker says that it has no such
   *     bucket
   */
  public JetStreamFoundPods(
      Supplier<Connection> connection,
      String bucket,
      Duration timeout,
      Duration ttl,
      Runnable bucketMissing) {
    this.bucket = bucket;
    this.writer = new StreamWriter(connection, timeout);
    this.reader = new StreamReader(connection, "KV_" + bucket, timeout);
    this.bucketMissing = bucketMissing;
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
    return switch (reader.last(subject(lead))) {
      case StreamReader.Found.Stored(var message) -> read(lead, message);
      case StreamReader.Found.Nothing() -> new Recall.Nothing();
      case StreamReader.Found.NoStream() -> new Recall.Unreachable(missing());
      case StreamReader.Found.Unknown(var why) -> new Recall.Unreachable(why);
    };
  }

  /** A flood of alerts about one container is written once. */
  @Override
  public Keeping keep(PodLead lead, SuspectPod pod) {
    if (pod.equals(kept.getIfPresent(lead))) {
      return new Keeping.Kept();
    }
    return switch (writer.write(subject(lead), new Headers(), FoundPodJson.write(pod))) {
      case StreamWriter.Written.Stored _ -> {
        kept.put(lead, pod);
        yield new Keeping.Kept();
      }
      case StreamWriter.Written.NoStream() -> new Keeping.NotKept(missing());
      case StreamWriter.Written.Conflict() ->
          new Keeping.NotKept("the bucket " + bucket + " is deciding about another write");
      case StreamWriter.Written.Silence(var why) -> {
        bucketMissing.run();
        yield new Keeping.NotKept(why);
      }
      case StreamWriter.Written.Unconfirmed(var why) -> new Keeping.NotKept(why);
    };
  }

  /** What is not ours, or was removed by hand, is looked for again. */
  private static Recall read(PodLead lead, StoredMessage message) {
    return FoundPodJson.read(message.body(), lead)
        .<Recall>map(Recall.Known::new)
        .orElseGet(Recall.Nothing::new);
  }

  private String missing() {
    bucketMissing.run();
    return "the broker has no bucket " + bucket + " now";
  }

  private String subject(PodLead lead) {
    return "$KV." + bucket + ".found." + lead.containerId() + "." + lead.node();
  }
}
