package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A rule file as it was read at one moment: its bytes, or why there are none. */
final class RuleSource {
  /**
   * A thousand rules take some 300 KiB, and a ConfigMap holds 1 MiB; reading takes more than ten
   * times as much memory as the file is long.
   */
  static final int MAX_BYTES = 4 << 20;

  private static final byte[] NOTHING = {};

  private final String file;
  private final byte[] bytes;
  private final Optional<Problem> fault;

  private RuleSource(Path file, byte[] bytes, Optional<Problem> fault) {
    this.file = file.toString();
    this.bytes = bytes;
    this.fault = fault;
  }

  static RuleSource read(Path file) {
    if (Files.isDirectory(file)) {
      return faulty(file, "this is a directory", "name the files in it");
    }
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? faulty(file, "the file has more than %d bytes".formatted(MAX_BYTES), "split it")
          : new RuleSource(file, bytes, Optional.empty());
    } catch (NoSuchFileException _) {
      return faulty(file, "there is no such file", "name one that exists");
    } catch (IOException e) {
      return faulty(file, "the file cannot be read: " + e.getMessage(), "make it readable");
    }
  }

  private static RuleSource faulty(Path file, String what, String instead) {
    var start = new Place(file.toString(), 1);
    return new RuleSource(
        file, NOTHING, Optional.of(new Problem(start, Optional.empty(), what, instead)));
  }

  String file() {
    return file;
  }

  boolean wasRead() {
    return fault.isEmpty();
  }

  /** Tells these bytes, or this fault, from any other. */
  String digest() {
    return fault.map(Problem::toString).orElseGet(() -> Sha256.hex(bytes));
  }

  /** The text; empty if there is none, and then there is a problem that says why. */
  Optional<String> text(Problems problems) {
    fault.ifPresent(found -> problems.error(found.place(), found.what(), found.instead()));
    return fault.isPresent() ? Optional.empty() : RuleText.decode(bytes, file, problems);
  }
}
