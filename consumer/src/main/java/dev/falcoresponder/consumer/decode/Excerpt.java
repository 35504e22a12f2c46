package dev.falcoresponder.consumer.decode;

/**
 * Text from outside, made fit for a sentence: quoted, short, on one line, without control
 * characters.
 */
public final class Excerpt {
  private static final int LONGEST = 80;

  private Excerpt() {}

  /** The text in double quotes, cut after 80 characters. */
  public static String of(String text) {
    var excerpt = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).map(Excerpt::printable).forEach(excerpt::appendCodePoint);
    if (text.codePointCount(0, text.length()) > LONGEST) {
      excerpt.append('…');
    }
    return excerpt.append('"').toString();
  }

  private static int printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          '\uFFFD';
      default -> codePoint;
    };
  }
}
