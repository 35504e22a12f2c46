package dev.falcoresponder.consumer.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param name the name in files, {@code group.word-word}
 * @param initial what holds where it is not set
 * @param type how its text is read
 * @param meaning what it does, in a sentence
 */
record ConfigKey<T>(String name, Initial<T> initial, ValueType<T> type, String meaning) {
  /** How the names of all our environment variables begin. */
  static final String PREFIX = "FALCO_RESPONDER_";

  /** The name as an environment variable. */
  String variable() {
    return PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
