package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** YAML with the line of each thing, aliases resolved, bounded in depth and size. */
sealed interface Yaml {
  /** The line it starts on, from 1. */
  int line();

  /** What to call it in a sentence. */
  String kind();

  /** What an unquoted word means. */
  enum Kind {
    TEXT("text"),
    BOOLEAN("a boolean"),
    NUMBER("a number"),
    DATE("a date"),
    NOTHING("empty");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** A word; quoted ones are always text. */
  record Scalar(int line, Kind meaning, String text) implements Yaml {
    @Override
    public String kind() {
      return meaning.words;
    }

    /** What it says as a boolean, or as one of the words "true" and "false" in quotes. */
    Optional<Boolean> flag() {
      return switch (meaning) {
        case BOOLEAN -> Optional.of(text.equalsIgnoreCase("true"));
        case TEXT -> Optional.of(text.equals("true")).filter(is -> is || text.equals("false"));
        case NUMBER, DATE, NOTHING -> Optional.empty();
      };
    }
  }

  /** A list. */
  record Sequence(int line, List<Yaml> items) implements Yaml {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the order written. */
  record Mapping(int line, Map<String, Entry> entries) implements Yaml {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /**
   * A value under a key.
   *
   * @param line the key's line
   */
  record Entry(int line, Yaml value) {}
}
