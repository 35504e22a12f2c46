package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The versions that {@code scripts/servers} builds, read from its Go modules, so that they stand in
 * one place.
 */
record Pins(String goMod) {
  static Pins of(Path repository) {
    var modules = repository.resolve("scripts/servers.d");
    try {
      return new Pins(
          Files.readString(modules.resolve("go.mod"))
              + Files.readString(modules.resolve("prometheus/go.mod")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of a Go module, without its {@code v}. */
  Optional<String> version(String module) {
    var line = Pattern.compile("(?m)^\\s*(?:require\\s+)?" + Pattern.quote(module) + "\\s+v(\\S+)");
    var matcher = line.matcher(goMod);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
