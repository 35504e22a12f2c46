package dev.falcoresponder.consumer.settle;

import java.time.Duration;

/** How far one response could be written down: what the broker may be told rests on it. */
sealed interface Closing {
  /** Nothing had to be written: somebody else owns the response. */
  record Nothing() implements Closing {}

  /** A later delivery of the same alert is at it, and will write down what comes of it. */
  record Superseded() implements Closing {}

  /** The outcome is kept and the claim closed. */
  record Kept() implements Closing {}

  /** The alert is kept as a dead letter and the claim closed. */
  record GivenUp() implements Closing {}

  /** To be tried again. */
  record Again(Duration delay) implements Closing {}

  /** Not everything could be written; it is written again, harmlessly, at the next delivery. */
  record NotWritten(String why) implements Closing {}
}
