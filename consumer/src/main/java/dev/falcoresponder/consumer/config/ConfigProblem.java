package dev.falcoresponder.consumer.config;

/**
 * Something that keeps the program from starting.
 *
 * @param where {@code file:line}, or the environment variable's name
 * @param wrong what is wrong
 * @param instead what to write instead
 */
public record ConfigProblem(String where, String wrong, String instead) {
  /** The line for a person. */
  @Override
  public String toString() {
    return where + ": " + wrong + "; " + instead;
  }
}
