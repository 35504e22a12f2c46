package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class NearestName {
  /** Longer names are compared no further: guessing is quadratic in them. */
  private static final int LONGEST = 100;

  private NearestName() {}

  /** The candidate that is nearest, if one is near: a third of its letters wrong at most. */
  static Optional<String> to(String written, Collection<String> candidates) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    var letters = letters(written);
    return candidates.stream()
        .sorted()
        .min(Comparator.comparingInt(name -> EditDistance.between(letters, letters(name))))
        .filter(name ->
            EditDistance.between(letters, letters(name)) <= Math.max(1, meaningful(name) / 3));
  }

  /** Case and separators are what people get wrong most: maxAge, max_age and max-age are one. */
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** The variables' prefix, equal in all of them, must not count as likeness. */
  private static int meaningful(String name) {
    return letters(
            name.startsWith(ConfigKey.PREFIX) ? name.substring(ConfigKey.PREFIX.length()) : name)
        .length();
  }
}
