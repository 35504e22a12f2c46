package dev.falcoresponder.bench;

import io.fabric8.kubernetes.api.model.Pod;

/** Has pods killed: by an alert to the program, or by the bare client. */
interface Killer extends AutoCloseable {
  /** Has it killed; returns at once. */
  void kill(Pod pod);

  /** Nothing that was asked for waits here any more. */
  void flush();

  @Override
  void close();
}
