package dev.falcoresponder.consumer.config;

import java.util.function.Function;

/**
 * What holds for a key that is not set.
 *
 * @param <T> the key's type
 */
sealed interface Initial<T> {
  /** This text, read as if it had been written. */
  record Text<T>(String text) implements Initial<T> {}

  /** Nothing. */
  record None<T>() implements Initial<T> {}

  /**
   * Whatever the program finds where it runs.
   *
   * @param described in words, for the table
   */
  record Found<T>(String described, Function<Surroundings, Reading<String>> find)
      implements Initial<T> {}
}
