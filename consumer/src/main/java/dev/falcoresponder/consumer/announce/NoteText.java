package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.KubernetesEvent;
import dev.falcoresponder.consumer.text.Printable;
import java.nio.charset.StandardCharsets;

/** Text of others made fit for an Event. */
final class NoteText {
  private static final String CUT = "…";
  private static final int CUT_BYTES = CUT.getBytes(StandardCharsets.UTF_8).length;

  private NoteText() {}

  /** One printable line that the API server takes for a note. */
  static String of(String text) {
    // Cut before and after: text may be long, and escapes are longer than what they stand for.
    var line = Printable.shortened(text, KubernetesEvent.NOTE_BYTES);
    // Half a character of two has no bytes; what comes back has a question mark in its place.
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= KubernetesEvent.NOTE_BYTES) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    var end = KubernetesEvent.NOTE_BYTES - CUT_BYTES;
    while (isInsideCharacter(bytes[end])) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
  }

  /** A word that the API server takes as such. */
  static String word(String text) {
    return text.length() <= KubernetesEvent.WORD_LENGTH
        ? text
        : text.substring(0, KubernetesEvent.WORD_LENGTH);
  }

  private static boolean isInsideCharacter(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
