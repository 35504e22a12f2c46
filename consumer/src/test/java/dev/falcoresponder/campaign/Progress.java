package dev.falcoresponder.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Says on standard error what is going on.
 *
 * @param out where people look
 * @param logs where whole logs are kept that explain a violation, if anybody wants them
 */
record Progress(PrintStream out, Optional<Path> logs) {
  void say(String text) {
    out.println(text);
  }

  /** Keeps a copy of that file, where logs are kept, in place of one that an earlier run left. */
  void keep(String name, Path file) {
    logs.ifPresent(folder -> {
      try {
        Files.createDirectories(folder);
        say("kept: " + Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
