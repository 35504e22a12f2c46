package dev.falcoresponder.consumer.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What tells, without reading it, that a file is another than before. */
sealed interface FileMark {
  /**
   * There is such a file.
   *
   * @param real where symbolic links lead: a ConfigMap is changed by turning one around
   * @param key which file it is, the inode on Linux: an editor puts another in its place
   */
  record Present(Path real, String key, long size, FileTime modified) implements FileMark {}

  /** There is none, or none that can be looked at. */
  record Absent() implements FileMark {}

  static FileMark of(Path file) {
    try {
      var real = file.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return new Present(
          real,
          String.valueOf(attributes.fileKey()),
          attributes.size(),
          attributes.lastModifiedTime());
    } catch (IOException _) {
      return new Absent();
    }
  }
}
