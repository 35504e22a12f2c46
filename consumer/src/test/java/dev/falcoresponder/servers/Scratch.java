package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A folder of one server, and the promise that the server does not outlive us.
 *
 * <p>A small shell waits at a pipe. When the pipe ends, because this JVM ended in whatever way,
 * SIGKILL included, it kills the processes that were entered here and removes the folder. A
 * shutdown hook could not do that.
 */
public final class Scratch implements AutoCloseable {
  private static final String MOURNER =
      """
      trap '' INT TERM HUP
      read -r _
      for pid in "$0"/pids/*; do kill -KILL "${pid##*/}" 2>/dev/null; done
      sleep 0.2
      rm -rf "$0"
      """;

  private final Path folder;
  private final Process mourner;

  private Scratch(Path folder, Process mourner) {
    this.folder = folder;
    this.mourner = mourner;
  }

  /** A fresh folder, whose name begins with that of the program and the given one. */
  public static Scratch create(String name) {
    try {
      var folder = Files.createTempDirectory("falco-responder-" + name + "-");
      Files.createDirectory(folder.resolve("pids"));
      var mourner =
          new ProcessBuilder(List.of("sh", "-c", MOURNER, folder.toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Scratch(folder, mourner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file or folder in it. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** A folder in it, made where it is missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file in it. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(path(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on the process dies with us. */
  void enter(long pid) {
    write("pids/" + pid, "");
  }

  /** The process is gone; its number may be given to somebody else's. */
  void strike(long pid) {
    try {
      Files.deleteIfExists(path("pids/" + pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the folder. The processes must have ended. */
  @Override
  public void close() {
    mourner.destroyForcibly();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
