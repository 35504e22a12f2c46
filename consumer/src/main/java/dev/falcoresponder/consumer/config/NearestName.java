package dev.falcoresponder.consumer.config;

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
        .min(Comparator.comparingInt(name -> distance(letters, letters(name))))
        .filter(name -> distance(letters, letters(name)) <= Math.max(1, meaningful(name) / 3));
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

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    var above = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
