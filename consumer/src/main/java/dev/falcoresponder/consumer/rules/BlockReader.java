package dev.falcoresponder.consumer.rules;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a map of a rule file key by key. What is not as it should be becomes a problem and is then
 * as if it were not there. A key that nobody asked for is a problem too: it is a typing error, or
 * something we would silently not do.
 */
final class BlockReader {
  private final String file;
  private final String subject;
  private final Yaml.Mapping mapping;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();

  BlockReader(String file, String subject, Yaml.Mapping mapping, Problems problems) {
    this.file = file;
    this.subject = subject;
    this.mapping = mapping;
    this.problems = problems;
  }

  /** Where a line of this file is. */
  Place place(int line) {
    return new Place(file, line);
  }

  /** Where the map is. */
  Place place() {
    return place(mapping.line());
  }

  void error(int line, String what, String instead) {
    problems.error(place(line), subject, what, instead);
  }

  void warn(int line, String what, String instead) {
    problems.warn(place(line), subject, what, instead);
  }

  /** A text, which must be there if the key is. */
  Optional<String> text(String key) {
    return scalar(key).map(Yaml.Scalar::text);
  }

  /** A text; a key without a value counts as absent. */
  Optional<String> textOrNothing(String key) {
    return value(key).filter(BlockReader::isNothing).isPresent() ? Optional.empty() : text(key);
  }

  /** A text, with its line. */
  Optional<Yaml.Scalar> scalar(String key) {
    return value(key).flatMap(value -> word(key, value));
  }

  /** A list of texts, with their lines. */
  List<Yaml.Scalar> texts(String key) {
    return items(key).stream().flatMap(item -> word("an item of " + key, item).stream()).toList();
  }

  private List<Yaml> items(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Yaml.Sequence(_, List<Yaml> items)) {
      if (items.isEmpty()) {
        error(value.get().line(), key + " is an empty list", "fill it, or leave the key out");
      }
      return items;
    }
    error(
        value.get().line(),
        "%s is %s, not a list".formatted(key, value.get().kind()),
        "write a list: %s: [\"…\"]".formatted(key));
    return List.of();
  }

  /** A map. */
  Optional<Yaml.Mapping> map(String key) {
    var value = value(key);
    if (value.isPresent() && !(value.get() instanceof Yaml.Mapping)) {
      error(
          value.get().line(),
          "%s is %s, not a map".formatted(key, value.get().kind()),
          "write keys and values under it, or leave the key out");
    }
    return value.filter(Yaml.Mapping.class::isInstance).map(Yaml.Mapping.class::cast);
  }

  /** A YAML boolean, or "true" or "false" in quotes. */
  Optional<Boolean> flag(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Yaml.Scalar scalar)) {
      error(
          value.get().line(), "%s is %s".formatted(key, value.get().kind()), "write true or false");
      return Optional.empty();
    }
    var meant = scalar.flag();
    if (meant.isEmpty()) {
      error(
          scalar.line(),
          "%s is %s".formatted(key, Words.quote(scalar.text())),
          "write true or false");
    }
    return meant;
  }

  /** Whatever is there. */
  Optional<Yaml> value(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(Yaml.Entry::value);
  }

  /** Refuses a key that other programs have a use for, and says what is done here instead. */
  void refuse(String key, String what, String instead) {
    var entry = mapping.entries().get(key);
    if (entry != null) {
      refused.add(key);
      error(entry.line(), what, instead);
    }
  }

  /** To be called last: makes a problem of each key that nobody asked for. */
  void refuseOthers() {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key) && !refused.contains(key)) {
            error(
                entry.line(),
                "there is no key %s here".formatted(Words.quote(key)),
                "write one of: " + Words.list(known));
          }
        });
  }

  private Optional<Yaml.Scalar> word(String name, Yaml value) {
    if (value instanceof Yaml.Scalar scalar && scalar.meaning() == Yaml.Kind.TEXT) {
      return Optional.of(scalar);
    }
    if (value instanceof Yaml.Scalar(int line, Yaml.Kind meaning, String text)) {
      error(
          line,
          "%s is %s, not text".formatted(name, value.kind()),
          meaning == Yaml.Kind.NOTHING
              ? "write a text, or leave it out"
              : "put it in quotes: \"%s\"".formatted(text.strip()));
    } else {
      error(value.line(), "%s is %s, not text".formatted(name, value.kind()), "write a text");
    }
    return Optional.empty();
  }

  private static boolean isNothing(Yaml value) {
    return value instanceof Yaml.Scalar(_, Yaml.Kind meaning, _) && meaning == Yaml.Kind.NOTHING;
  }
}
