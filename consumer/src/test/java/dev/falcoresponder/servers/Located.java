package dev.falcoresponder.servers;

import java.nio.file.Path;

/** Where a program was found. */
public sealed interface Located {
  /** The program that was looked for. */
  Program program();

  /**
   * A file that can be run.
   *
   * @param from the place that named it, in words: a variable, {@code PATH}, or the cache of {@code
   *     scripts/servers}
   */
  record Executable(Program program, Path path, String from) implements Located {}

  /** A container image, and a Docker daemon that answers. */
  record Image(Program program, String name) implements Located {}

  /**
   * Nowhere.
   *
   * @param advice what to do about it, as a sentence
   */
  record Missing(Program program, String advice) implements Located {}
}
