package dev.falcoresponder.consumer.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The values of the keys as far as they could be read, and who set them. */
final class Values {
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();

  <T> void put(ConfigKey<T> key, T value) {
    values.put(key.name(), value);
  }

  /** Notes who set a key; a key that nobody set has no origin. */
  void from(ConfigKey<?> key, String where) {
    origins.put(key.name(), where);
  }

  /** The value of a key that has a default. */
  <T> T get(ConfigKey<T> key) {
    return find(key).orElseThrow(() -> new NoSuchElementException(key.name()));
  }

  /** The value, if the key is set or has a default. */
  @SuppressWarnings("unchecked") // put is the only way in, and takes the key's own type
  <T> Optional<T> find(ConfigKey<T> key) {
    return Optional.ofNullable((T) values.get(key.name()));
  }

  Optional<String> origin(ConfigKey<?> key) {
    return Optional.ofNullable(origins.get(key.name()));
  }

  /** Where to look for a clash between keys: at the first that somebody set. */
  String origin(List<ConfigKey<?>> keys) {
    return keys.stream().flatMap(key -> origin(key).stream()).findFirst().orElse("defaults");
  }
}
