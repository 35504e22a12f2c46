package dev.falcoresponder.consumer.broker;

/** Told by whoever asks a stream or bucket and does not find it. On the asking thread. */
@FunctionalInterface
public interface MissedStream {
  /** Nobody looks after streams here. */
  MissedStream UNWATCHED = _ -> {};

  /**
   * A stream did not answer.
   *
   * @param absent whether the broker says that there is none: then whoever asked tries once more
   *     when this returns. Else it may only be slow
   */
  void missed(boolean absent);
}
