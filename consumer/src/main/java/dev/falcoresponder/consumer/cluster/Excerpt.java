package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.text.Printable;

/** What a stranger wrote, made fit for a log line: one printable line, not long. */
final class Excerpt {
  private static final int LONGEST = 400;

  private Excerpt() {}

  /** White space becomes one blank; what is left is cut after 400 characters, before escapes. */
  static String of(String text) {
    // No more than is kept is looked at: an answer may be megabytes.
    var line = new StringBuilder();
    var blank = false;
    for (var i = 0; i < text.length() && line.length() <= LONGEST; i++) {
      var c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        blank = !line.isEmpty();
      } else {
        line.append(blank ? " " : "").append(c);
        blank = false;
      }
    }
    return Printable.shortened(line.toString(), LONGEST);
  }
}
