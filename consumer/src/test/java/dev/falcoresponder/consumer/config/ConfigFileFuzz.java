package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.ConfigAnswer.Broken;
import dev.falcoresponder.consumer.config.ConfigAnswer.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever a configuration file is, it is a configuration, or there is a line for each problem. */
public final class ConfigFileFuzz {
  private static final Path FILE = temporary();

  private ConfigFileFuzz() {}

  /** One file, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] file) {
    try {
      Files.write(FILE, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    switch (Loads.loader().load(FILE)) {
      case Loaded loaded -> loaded.effective().forEach(setting -> check(setting.toString()));
      case Broken(var problems) -> {
        if (problems.isEmpty()) {
          throw new AssertionError("broken, and nothing is wrong with it");
        }
        problems.forEach(problem -> check(problem.toString()));
      }
    }
  }

  private static void check(String line) {
    if (line.isBlank() || line.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("no line: " + line);
    }
  }

  private static Path temporary() {
    try {
      var file = Files.createTempFile("config", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
