package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.Optional;

/** Tells a failure of one request from one of the API server as a whole. */
@FunctionalInterface
interface Suspicion {
  /**
   * Looks into it.
   *
   * @param detail what happened to the request
   * @param retryAfter how long the server asked that request to wait
   * @return {@code Busy} or {@code Outage}
   */
  ClusterFailure lookInto(String detail, Optional<Duration> retryAfter);
}
