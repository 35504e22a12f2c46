package dev.falcoresponder.consumer.dedup;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

/**
 * Buckets as the program's own provisioning makes them: no direct reads, no deletion of messages.
 */
public final class Buckets {
  private Buckets() {}

  /** Makes one whose entries live that long. */
  public static void create(Connection connection, String bucket, Duration ttl, int replicas) {
    try {
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder()
                  .name("KV_" + bucket)
                  .subjects("$KV." + bucket + ".>")
                  .storageType(StorageType.File)
                  .replicas(replicas)
                  .maxMessagesPerSubject(1)
                  .maxAge(ttl)
                  .duplicateWindow(
                      ttl.compareTo(Duration.ofMinutes(2)) < 0 ? ttl : Duration.ofMinutes(2))
                  .discardPolicy(DiscardPolicy.New)
                  .denyDelete(true)
                  .allowRollup(true)
                  .allowDirect(false)
                  .build());
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }
}
