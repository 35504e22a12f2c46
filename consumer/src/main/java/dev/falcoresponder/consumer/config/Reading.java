package dev.falcoresponder.consumer.config;

/**
 * What reading a text as a value comes to.
 *
 * @param <T> the value's type
 */
sealed interface Reading<T> {
  /** The value. */
  record Value<T>(T value) implements Reading<T> {}

  /**
   * Not a value.
   *
   * @param what what is wrong, completing a sentence that begins with the key; quotes the text only
   *     where that is no secret
   */
  record Wrong<T>(String what) implements Reading<T> {}
}
