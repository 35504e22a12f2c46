package dev.falcoresponder.image;

import java.nio.file.Path;

/** Where an image goes. */
sealed interface Target {
  /** An archive. */
  record Archive(Path file) implements Target {}

  /** The Docker that answers, under the recipe's name. */
  record Docker() implements Target {}

  /** A registry, under this name. */
  record Registry(String name) implements Target {}

  /** {@code archive:FILE}, {@code docker:} or {@code registry:NAME}. */
  static Target of(String word) {
    var colon = word.indexOf(':');
    var value = word.substring(colon + 1);
    return switch (word.substring(0, colon)) {
      case "archive" -> new Archive(Path.of(value));
      case "docker" -> new Docker();
      case "registry" -> new Registry(value);
      default -> throw new IllegalArgumentException("no target: " + word);
    };
  }
}
