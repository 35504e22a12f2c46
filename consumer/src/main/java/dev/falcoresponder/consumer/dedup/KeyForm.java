package dev.falcoresponder.consumer.dedup;

import java.util.function.IntPredicate;

/** What a bucket's keys look like. Loops, not patterns: they are asked for every wanted alert. */
final class KeyForm {
  private static final int LONGEST_TOKEN = 64;

  private KeyForm() {}

  /** Whether NATS takes the text as a key: tokens with single dots between them. */
  static boolean isKey(String text) {
    var inToken = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var dot = c == '.';
      if (dot ? !inToken : !isWordCharacter(c) && c != '/') {
        return false;
      }
      inToken = !dot;
    }
    return inToken;
  }

  /** Whether the text is a token of letters, digits, {@code -}, {@code _} and {@code =}. */
  static boolean isWord(String text) {
    return isToken(text, KeyForm::isWordCharacter);
  }

  /** Whether the text is a token of hexadecimal digits and dashes. */
  static boolean isHex(String text) {
    return isToken(text, KeyForm::isHexCharacter);
  }

  private static boolean isToken(String text, IntPredicate allowed) {
    if (text.isEmpty() || text.length() > LONGEST_TOKEN) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      if (!allowed.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordCharacter(int c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || c == '=';
  }

  private static boolean isHexCharacter(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
