package dev.falcoresponder.consumer.text;

/**
 * Text from outside, made safe to print on a line. An alert's names are chosen by whoever runs a
 * container: a newline in one could forge a log line, an escape sequence could rewrite a terminal,
 * and a bidirectional override could show a name that is not there.
 */
public final class Printable {
  private Printable() {}

  /** The text with everything that would not print as itself written as an escape. */
  public static String of(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (!printsAsItself(text.charAt(i))) {
        return escaped(text, i);
      }
    }
    return text;
  }

  /**
   * The printable text, cut off after so much of the original, but not within a character of two.
   *
   * @param most in chars of UTF-16, above 0; escapes make the result longer, six times at most
   */
  public static String shortened(String text, int most) {
    if (text.length() <= most) {
      return of(text);
    }
    var inside = Character.isSurrogatePair(text.charAt(most - 1), text.charAt(most));
    return of(text.substring(0, inside ? most - 1 : most)) + "…";
  }

  private static String escaped(String text, int clean) {
    var out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (var i = clean; i < text.length(); i++) {
      var c = text.charAt(i);
      if (printsAsItself(c)) {
        out.append(c);
      } else {
        escape(out, c);
      }
    }
    return out.toString();
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u%04x".formatted((int) c));
    }
  }

  private static boolean printsAsItself(char c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    return switch (Character.getType(c)) {
      // C0 and C1 controls; line and paragraph separators; bidirectional and other invisible signs.
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT ->
          false;
      default -> true;
    };
  }
}
