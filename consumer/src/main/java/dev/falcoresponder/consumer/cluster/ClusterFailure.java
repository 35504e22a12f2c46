package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.Optional;

/** Why the API server did not do what was asked: what follows from it, not which code it sent. */
public sealed interface ClusterFailure {
  /** A sentence for a person. */
  String detail();

  /** The API server as a whole does not answer, fails, or does not know us any more. */
  record Outage(String detail) implements ClusterFailure {}

  /**
   * The API server is there, but did not do this now.
   *
   * @param retryAfter how long it asks us to wait
   */
  record Busy(String detail, Optional<Duration> retryAfter) implements ClusterFailure {}

  /** Our account may not do this. */
  record Forbidden(String detail) implements ClusterFailure {}

  /** A policy or webhook in the API server denies this request. */
  record Denied(String detail) implements ClusterFailure {}

  /** The API server takes the request itself for wrong. */
  record Invalid(String detail) implements ClusterFailure {}
}
