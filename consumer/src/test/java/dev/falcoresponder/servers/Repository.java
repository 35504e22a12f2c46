package dev.falcoresponder.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the work tree is, whatever folder the JVM was started in. */
public final class Repository {
  private Repository() {}

  /** The folder that holds {@code pom.xml} and {@code scripts}. */
  public static Path root() {
    var start = Path.of("").toAbsolutePath();
    for (var folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("scripts/servers"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "no scripts/servers in or above " + start + "; start from within the work tree");
  }
}
