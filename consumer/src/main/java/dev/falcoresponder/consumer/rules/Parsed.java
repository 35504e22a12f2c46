package dev.falcoresponder.consumer.rules;

/** What comes of reading a criterion's text. */
sealed interface Parsed<T> {
  /** Its meaning. */
  record Value<T>(T value) implements Parsed<T> {}

  /** What is wrong with it, and what to write instead. */
  record Fault<T>(String what, String instead) implements Parsed<T> {}

  static <T> Parsed<T> value(T value) {
    return new Value<>(value);
  }

  static <T> Parsed<T> fault(String what, String instead) {
    return new Fault<>(what, instead);
  }
}
