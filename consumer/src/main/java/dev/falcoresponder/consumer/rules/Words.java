package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.Excerpt;
import java.util.Collection;

/** Names in sentences about rule files. */
final class Words {
  private Words() {}

  static String quote(String text) {
    return Excerpt.of(text);
  }

  static String list(Collection<String> names) {
    return String.join(", ", names);
  }
}
