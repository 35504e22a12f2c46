package dev.falcoresponder.consumer.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A rule file's text: UTF-8, with or without byte order mark. */
final class RuleText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RuleText() {}

  static Optional<String> decode(byte[] bytes, String file, Problems problems) {
    var in = ByteBuffer.wrap(bytes);
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      problems.error(
          new Place(file, lineAt(bytes, in.position())),
          "the file is not UTF-8",
          "save it as UTF-8");
      return Optional.empty();
    }
  }

  private static int lineAt(byte[] bytes, int position) {
    var line = 1;
    for (var i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
