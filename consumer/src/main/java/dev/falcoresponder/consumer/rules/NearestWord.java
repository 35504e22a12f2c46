package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant to write. */
final class NearestWord {
  /** So many letters may be wrong, missing or too many. */
  private static final int FARTHEST = 3;

  private NearestWord() {}

  /**
   * The known word that is nearest in letters, without regard to case, or that is the same behind a
   * colon; empty if none is near.
   */
  static Optional<String> to(String word, List<String> known) {
    var lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> distance(lower, candidate) <= FARTHEST)
        .min(Comparator.comparingInt(candidate -> distance(lower, candidate)));
  }

  private static int distance(String word, String candidate) {
    if (candidate.endsWith(":" + word)) {
      return 0;
    }
    // A long word is far from every short one, and not worth a table.
    return Math.abs(word.length() - candidate.length()) > FARTHEST
        ? Integer.MAX_VALUE
        : EditDistance.between(word, candidate);
  }
}
