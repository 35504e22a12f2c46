package dev.falcoresponder.consumer.rules;

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
        : edits(word, candidate);
  }

  /** How many letters to change, add or remove to make the one of the other (Levenshtein). */
  private static int edits(String word, String candidate) {
    var row = new int[candidate.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 0; i < word.length(); i++) {
      var diagonal = row[0];
      row[0] = i + 1;
      for (var j = 1; j < row.length; j++) {
        var same = word.charAt(i) == candidate.charAt(j - 1);
        var changed = same ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[candidate.length()];
  }
}
