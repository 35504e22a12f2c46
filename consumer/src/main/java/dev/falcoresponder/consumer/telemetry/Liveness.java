package dev.falcoresponder.consumer.telemetry;

import java.util.Optional;

/**
 * Whether the program itself still moves. Says nothing of broker or API server: restarting us
 * repairs neither.
 */
@FunctionalInterface
public interface Liveness {
  /** What is stuck, in a sentence; empty while all is well. Must not wait. */
  Optional<String> stuck();
}
