package dev.falcoresponder.consumer.broker;

/** What the broker says when asked for JetStream. */
sealed interface ModeAnswer {
  /** It has JetStream, and we may use it. */
  record JetStream() implements ModeAnswer {}

  /** It has none for us, for certain. */
  record Core(String why) implements ModeAnswer {}

  /** It did not say: time-outs and refusals prove nothing. */
  record Unknown(String why) implements ModeAnswer {}
}
