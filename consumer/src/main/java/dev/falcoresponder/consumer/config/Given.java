package dev.falcoresponder.consumer.config;

import java.util.List;

/**
 * A key that somebody set, not yet read.
 *
 * @param key the key
 * @param text its text, never blank unless an empty list was written
 * @param where {@code file:line}, or the environment variable's name
 */
record Given(ConfigKey<?> key, String text, String where) {
  /** What one source gives, and what is wrong with it. */
  record Source(List<Given> given, List<ConfigProblem> problems) {}
}
