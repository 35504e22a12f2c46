package dev.falcoresponder.consumer.text;

/** How many letters to change, add or remove to make one word of another (Levenshtein). */
public final class EditDistance {
  private EditDistance() {}

  /** Costs the product of both lengths. */
  public static int between(String word, String other) {
    var row = new int[other.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 0; i < word.length(); i++) {
      var diagonal = row[0];
      row[0] = i + 1;
      for (var j = 1; j < row.length; j++) {
        var same = word.charAt(i) == other.charAt(j - 1);
        var changed = same ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
