package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code container, shell}: tags that an alert must all have. */
final class TagSet {
  private TagSet() {}

  static Parsed<List<String>> parse(String entry) {
    var tags = new ArrayList<String>();
    for (var part : entry.split(",", -1)) {
      var tag = part.strip();
      if (tag.isEmpty()) {
        return Parsed.fault(
            "the tags %s have an empty one".formatted(Words.quote(entry)),
            "write tags with a comma between");
      }
      if (!tag.codePoints().allMatch(TagSet::allowed)) {
        return Parsed.fault(
            "%s is no tag".formatted(Words.quote(tag)),
            "write letters, digits, and _ . - / : only, and a comma between tags");
      }
      tags.add(tag);
    }
    return Parsed.value(tags);
  }

  private static boolean allowed(int c) {
    return Character.isLetterOrDigit(c) || "_.-/:".indexOf(c) >= 0;
  }
}
