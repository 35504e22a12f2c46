package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.intake.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A message that is given to a command: a file, or {@code -} for standard input. */
record AlertFile(String name) {
  /** What reading comes to. */
  sealed interface Reading {
    /** Its bytes; no more of them than show that it is too long. */
    record Read(Payload payload) implements Reading {}

    /** It cannot be read, for the reason in the sentence. */
    record Unreadable(String why) implements Reading {}
  }

  Reading read(Terminal terminal) {
    try {
      if (name.equals("-")) {
        return read(terminal.in());
      }
      var file = Path.of(name);
      try (var stream = Files.newInputStream(file)) {
        return read(stream);
      }
    } catch (NoSuchFileException _) {
      return unreadable("there is no such file");
    } catch (AccessDeniedException _) {
      return unreadable("we may not read it");
    } catch (IOException e) {
      return unreadable("it cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Reading read(InputStream stream) throws IOException {
    return new Reading.Read(new Payload(stream.readNBytes(AlertDecoder.MAX_BYTES + 1)));
  }

  private Reading unreadable(String why) {
    return new Reading.Unreadable(
        name + ": " + why + "; name a file with the alert's JSON, or - for standard input");
  }
}
