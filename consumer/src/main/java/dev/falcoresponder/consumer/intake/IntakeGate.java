package dev.falcoresponder.consumer.intake;

import java.time.Duration;

/**
 * Whether taking alerts makes sense now. Closed while nothing can be done for them: they wait
 * better in the stream.
 */
@FunctionalInterface
public interface IntakeGate {
  /** Waits until open, for at most that long; whether it is open. */
  boolean awaitOpen(Duration atMost);
}
