package dev.falcoresponder.consumer.broker;

import java.util.Optional;

/**
 * How the connection is, for readiness and for people.
 *
 * @param connected whether the broker can be talked to now
 * @param lastError what went wrong since the last connect, secrets masked
 */
public record ConnectionState(boolean connected, Optional<String> lastError) {
  /** What the broker has refused us since the last connect, though it has let us in. */
  public Optional<String> refusedRight() {
    return connected ? lastError.filter(Advice::isRefusedRight) : Optional.empty();
  }
}
