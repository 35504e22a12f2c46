package dev.falcoresponder.consumer.redrive;

import java.util.Optional;

/** What came of a person's decision about one dead letter. */
public sealed interface Decision {
  /** The letter's sequence. */
  long letter();

  /**
   * Its alert was sent again, and the letter is gone.
   *
   * @param stream the stream that the alert is in
   * @param sequence the alert's sequence there
   * @param approved the action that was approved with that; empty where none was held
   */
  record Redriven(long letter, String stream, long sequence, Optional<String> approved)
      implements Decision {}

  /** It is gone. */
  record Discarded(long letter) implements Decision {}

  /** It stays, for a reason that another letter need not have. */
  record Refused(long letter, String why) implements Decision {}

  /**
   * The broker did not answer, or not to us. The letter is still there, unless it went in this very
   * moment; to decide again does no harm.
   */
  record Failed(long letter, String why) implements Decision {}
}
