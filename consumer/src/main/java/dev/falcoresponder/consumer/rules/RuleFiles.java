package dev.falcoresponder.consumer.rules;

import java.nio.file.Path;
import java.util.ArrayList;
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
     * Nothing to go live with.
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
    var problems = new Problems();
    var items = new ArrayList<Block>();
    if (sources.all().isEmpty()) {
      items.addAll(parse(BuiltInRules.NAME, BuiltInRules.TEXT, problems));
    }
    for (var source : sources.all()) {
      source.text(problems).ifPresent(text -> items.addAll(parse(source.file(), text, problems)));
    }
    return assemble(items, problems);
  }

  /** Reads one file's text. */
  static Load load(String file, String text) {
    var problems = new Problems();
    return assemble(parse(file, text, problems), problems);
  }

  private static List<Block> parse(String file, String text, Problems problems) {
    var before = problems.errors().size();
    var document = new YamlReader(file, problems).read(text);
    if (document.isEmpty() && problems.errors().size() == before) {
      problems.error(
          new Place(file, 1),
          "the file is empty",
          "write a list of rules, or take the file out of the configuration");
    }
    return document.map(yaml -> new RuleFileReader(file, problems).read(yaml)).orElse(List.of());
  }

  private static Load assemble(List<Block> items, Problems problems) {
    var document = RuleDocument.merge(items, problems);
    var rules = new RuleResolver(problems).resolve(document);
    if (problems.hasErrors()) {
      return new Load.Broken(problems.errors());
    }
    return new Load.Loaded(RuleBook.of(rules), document, problems.warnings());
  }
}
