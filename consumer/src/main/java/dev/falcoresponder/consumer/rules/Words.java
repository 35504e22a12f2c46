package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.Excerpt;
import java.util.Collection;

/** Names in sentences about rule files. */
final class Words {
  private Words() {}

  static String quote(String text) {
    return Excerpt.of(text);
  }

  /** A block's name, perhaps a blank one. */
  static String title(String name) {
    return name.isBlank() ? "without a name" : quote(name);
  }

  static String list(Collection<String> names) {
    return String.join(", ", names);
  }
}
