package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads files one after the other and puts them together. */
final class RuleReading {
  private final Problems problems = new Problems();
  private final List<Block> items = new ArrayList<>();
  private final Set<String> unread = new HashSet<>();
  private long weight;

  /** Whether nothing is missing: what a file that cannot be read would define is not known. */
  private boolean whole = true;

  void file(RuleSource source) {
    problems.begin(source.file());
    source.text(problems).ifPresentOrElse(text -> text(source.file(), text), () -> whole = false);
  }

  void text(String file, String text) {
    problems.begin(file);
    var reader = new YamlReader(file, problems);
    var document = reader.read(text);
    weight += reader.weight();
    if (weight > YamlBuilder.MAX_WEIGHT) {
      problems.error(
          new Place(file, 1),
          "with this file there is more in all files together than is read",
          "write fewer rules");
      whole = false;
      return;
    }
    document.ifPresentOrElse(yaml -> items(file, yaml), () -> whole = false);
  }

  private void items(String file, Yaml document) {
    var reader = new RuleFileReader(file, problems);
    items.addAll(reader.read(document));
    unread.addAll(reader.unread());
  }

  /** All files put together. */
  RuleFiles.Load load() {
    var document = RuleDocument.merge(items, problems);
    var rules =
        new RuleResolver(problems, name -> !whole || unread.contains(name)).resolve(document);
    return problems.hasErrors()
        ? new RuleFiles.Load.Broken(problems.errors())
        : new RuleFiles.Load.Loaded(RuleBook.of(rules), document, problems.warnings());
  }
}
