package dev.falcoresponder.consumer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text in NATS headers, which hold printable ASCII and lose white space around it. Whatever a
 * header cannot hold is percent-encoded as UTF-8; plain text stays as it is, so that people and
 * tools can read it.
 */
public final class HeaderText {
  /** The longest encoded text. A stream takes at most 64 KiB of headers in all. */
  public static final int LONGEST = 4_096;

  private static final char ESCAPE = '%';
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HeaderText() {}

  /** Encodes; cut off after a whole character where it would be longer than {@link #LONGEST}. */
  public static String encode(String text) {
    var encoded = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); ) {
      int character = text.codePointAt(index);
      int end = index + Character.charCount(character);
      var piece =
          keeps(character, index == 0 || end == text.length())
              ? Character.toString(character)
              : escaped(character);
      if (encoded.length() + piece.length() > LONGEST) {
        break;
      }
      encoded.append(piece);
      index = end;
    }
    return encoded.toString();
  }

  /**
   * Reads what {@link #encode} wrote. A percent sign that begins no escape, as people write it,
   * stands for itself.
   */
  public static String decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int index = 0; index < encoded.length(); ) {
      if (isEscape(encoded, index)) {
        bytes.write(HexFormat.fromHexDigits(encoded, index + 1, index + 3));
        index += 3;
      } else {
        int character = encoded.codePointAt(index);
        bytes.writeBytes(utf8(character));
        index += Character.charCount(character);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean keeps(int character, boolean atAnEnd) {
    return character == ' ' ? !atAnEnd : character > ' ' && character < 0x7f && character != ESCAPE;
  }

  private static String escaped(int character) {
    var text = new StringBuilder();
    for (byte octet : utf8(character)) {
      text.append(ESCAPE).append(HEX.toHexDigits(octet));
    }
    return text.toString();
  }

  private static boolean isEscape(String encoded, int index) {
    return encoded.charAt(index) == ESCAPE
        && index + 2 < encoded.length()
        && HexFormat.isHexDigit(encoded.charAt(index + 1))
        && HexFormat.isHexDigit(encoded.charAt(index + 2));
  }

  private static byte[] utf8(int character) {
    return Character.toString(character).getBytes(StandardCharsets.UTF_8);
  }
}
