package dev.falcoresponder.consumer.explain;

import java.time.Instant;

/** Where an alert was read. */
public sealed interface AlertOrigin {
  /** A file. */
  record InFile(String file) implements AlertOrigin {}

  /** A message of a stream, and when the broker stored it. */
  record InStream(String stream, long sequence, Instant time) implements AlertOrigin {}
}
