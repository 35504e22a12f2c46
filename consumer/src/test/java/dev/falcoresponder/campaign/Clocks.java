package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Located;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Clocks of replicas that can be wrong, by libfaketime, which looks every second into a file how
 * far a process's clock is off. Only what the time is: how much of it passes stays as it is, as
 * when somebody sets a node's clock.
 *
 * @param library libfaketime
 */
record Clocks(Path library) {
  /** By the library that {@code scripts/servers} has got, without which the test is given up. */
  static Clocks byFaketime() {
    return new Clocks(Servers.requireExecutable(Program.LIBFAKETIME).path());
  }

  /** Why there are none here; empty where there are. */
  static Optional<String> missing() {
    return switch (Servers.locate(Program.LIBFAKETIME)) {
      case Located.Executable _ -> Optional.empty();
      case Located.Image image -> Optional.of(image.name() + " is an image");
      case Located.Missing missing -> Optional.of(missing.advice());
    };
  }

  /** The clock of a replica that is yet to be started, right for now. */
  Path of(ResponderBuilder replica, Path file) {
    set(file, Duration.ZERO);
    replica
        .environment("LD_PRELOAD", library.toString())
        .environment("FAKETIME_TIMESTAMP_FILE", file.toString())
        .environment("FAKETIME_CACHE_DURATION", "1")
        .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // Else waits of the JVM end at once, again and again.
        .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return file;
  }

  /** From now on that clock is so much ahead, or behind where that is negative. */
  static void set(Path file, Duration ahead) {
    try {
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
