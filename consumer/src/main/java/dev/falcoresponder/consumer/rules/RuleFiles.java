package dev.falcoresponder.consumer.rules;

import java.nio.file.Path;
import java.util.List;

/** The door to rule files. */
public final class RuleFiles {
  private RuleFiles() {}

  /** What comes of loading. */
  public sealed interface Load {
    /**
     * Rules to go live with.
     *
     * @param book the rules
     * @param document the files put together, for printing
     * @param warnings what is allowed but perhaps not meant
     */
    record Loaded(RuleBook book, RuleDocument document, List<Problem> warnings) implements Load {
      public Loaded {
        warnings = List.copyOf(warnings);
      }
    }

    /**
     * Nothing to go live with. No warnings: they would tell of what the problems leave out.
     *
     * @param problems all that is wrong, at least one, in the order of files and lines as far as
     *     each was read
     */
    record Broken(List<Problem> problems) implements Load {
      public Broken {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads the files in order and puts them together. Bounded in time and memory whatever is in
   * them; never throws for what is in them.
   *
   * @param files none for the built-in rule, which terminates pods for Falco's "Terminal shell in
   *     container"
   */
  public static Load load(List<Path> files) {
    return load(RuleSources.read(files));
  }

  /** As {@link #load(List)}, with files that have been read already. */
  public static Load load(RuleSources sources) {
    var reading = new RuleReading();
    if (sources.all().isEmpty()) {
      reading.text(BuiltInRules.NAME, BuiltInRules.TEXT);
    }
    sources.all().forEach(reading::file);
    return reading.load();
  }

  /** Reads one file's text. */
  static Load load(String file, String text) {
    var reading = new RuleReading();
    reading.text(file, text);
    return reading.load();
  }
}
