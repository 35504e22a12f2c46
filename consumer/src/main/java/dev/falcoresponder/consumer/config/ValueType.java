package dev.falcoresponder.consumer.config;

/**
 * How the texts of a key are read and shown.
 *
 * @param <T> what the program gets
 */
interface ValueType<T> {
  /** What may be written, bounds included: for the table in the README, and after "write". */
  String form();

  /** Reads a text, blanks around it removed. */
  Reading<T> read(String text);

  /** The value as {@code config print} shows it: readable again, secrets masked. */
  String show(T value);

  /** Whether a YAML sequence may be written; its items reach {@link #read} joined by commas. */
  default boolean takesList() {
    return false;
  }
}
