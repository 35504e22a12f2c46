package dev.falcoresponder.consumer.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A rule file's text: UTF-8, with or without byte order mark, at most 10 MiB. */
final class RuleText {
  /** A thousand rules take some 300 KiB. */
  static final int MAX_BYTES = 10 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RuleText() {}

  static Optional<String> read(Path file, Problems problems) {
    var start = new Place(file.toString(), 1);
    if (Files.isDirectory(file)) {
      problems.error(start, "this is a directory", "name the files in it");
      return Optional.empty();
    }
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.error(start, "the file has more than %d bytes".formatted(MAX_BYTES), "split it");
        return Optional.empty();
      }
      return decode(bytes, file.toString(), problems);
    } catch (NoSuchFileException _) {
      problems.error(start, "there is no such file", "name one that exists");
    } catch (IOException e) {
      problems.error(start, "the file cannot be read: " + e.getMessage(), "make it readable");
    }
    return Optional.empty();
  }

  private static Optional<String> decode(byte[] bytes, String file, Problems problems) {
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
