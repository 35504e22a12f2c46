package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the items of a rule file. The format is falco-talon's, and besides at a rule {@code
 * target_by_name: true|false} (default false): whether an alert that carries neither a pod uid nor
 * a container id may be acted on by the pod's name, if the pod is older than the alert; and {@code
 * approval: required}: that a person has to approve each response.
 */
final class RuleFileReader {
  static final String APPROVAL = "approval";
  static final String REQUIRED = "required";

  private final String file;
  private final Problems problems;
  private final Set<String> unread = new HashSet<>();

  RuleFileReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The items in order, what is wrong left out, with a problem for each fault. */
  List<Block> read(Yaml document) {
    if (!(document instanceof Yaml.Sequence(_, List<Yaml> items))) {
      problems.error(
          new Place(file, document.line()),
          "the file is %s, not a list".formatted(document.kind()),
          "start each item with `- rule:` or `- action:`");
      addWords(document);
      return List.of();
    }
    var blocks = new ArrayList<Block>();
    for (var item : items) {
      readItem(item).ifPresentOrElse(blocks::add, () -> addWords(item));
    }
    return blocks;
  }

  /** Words of items that could not be read: an action of such a name may be there. */
  Set<String> unread() {
    return unread;
  }

  private void addWords(Yaml item) {
    var within =
        switch (item) {
          case Yaml.Scalar scalar -> List.of(scalar);
          case Yaml.Sequence(_, List<Yaml> items) -> items;
          case Yaml.Mapping(_, Map<String, Yaml.Entry> entries) ->
              entries.values().stream().map(Yaml.Entry::value).toList();
        };
    for (var word : within) {
      if (word instanceof Yaml.Scalar scalar) {
        unread.add(scalar.text());
      }
    }
  }

  private Optional<Block> readItem(Yaml item) {
    var instead = "start each item with `rule:` or `action:`";
    if (!(item instanceof Yaml.Mapping mapping)) {
      problems.error(
          new Place(file, item.line()), "an item is %s, not a map".formatted(item.kind()), instead);
      return Optional.empty();
    }
    var isRule = mapping.entries().containsKey("rule");
    var isAction = mapping.entries().containsKey("action");
    if (isRule == isAction) {
      var what =
          isRule
              ? "an item is both a rule and an action"
              : "an item is neither a rule nor an action";
      problems.error(new Place(file, mapping.line()), what, instead);
      return Optional.empty();
    }
    return Optional.of(isRule ? readRule(mapping) : readAction(mapping));
  }

  private ActionBlock readAction(Yaml.Mapping mapping) {
    var block = new ActionReader(file, "", problems).read(mapping);
    Optional.ofNullable(mapping.entries().get("action"))
        .filter(_ -> !block.isNamed())
        .ifPresent(entry -> addWords(entry.value()));
    return block;
  }

  private RuleBlock readRule(Yaml.Mapping mapping) {
    var subject = "rule " + ActionReader.title(mapping, "rule");
    var reader = new BlockReader(file, subject, mapping, problems);
    var name = ActionReader.name(reader, "rule");
    var description = reader.textOrNothing("description");
    var match = reader.map("match");
    var actions = reader.value("actions");
    var block =
        new RuleBlock(
            reader.place(),
            name,
            description,
            reader.flag("dry_run"),
            reader.flag("continue"),
            reader.flag("target_by_name"),
            needsApproval(reader),
            match
                .map(map -> new MatchReader(new BlockReader(file, subject, map, problems)).read())
                .orElse(MatchBlock.EMPTY),
            actions.map(value -> readActions(reader, subject, value)));
    TalonKeys.refuseInRule(reader);
    reader.refuseOthers();
    return block;
  }

  private static boolean needsApproval(BlockReader reader) {
    var given = reader.value(APPROVAL);
    given.ifPresent(value -> {
      var found = value instanceof Yaml.Scalar word ? Words.quote(word.text()) : value.kind();
      if (!found.equals(Words.quote(REQUIRED))) {
        reader.error(
            value.line(),
            "%s is %s".formatted(APPROVAL, found),
            "write %s, or leave the key out".formatted(REQUIRED));
      }
    });
    return given.isPresent();
  }

  private List<ActionBlock> readActions(BlockReader reader, String subject, Yaml value) {
    var items = value instanceof Yaml.Sequence(_, List<Yaml> all) ? all : List.<Yaml>of();
    if (items.isEmpty()) {
      reader.error(
          value.line(),
          value instanceof Yaml.Sequence
              ? "actions is an empty list"
              : "actions is %s, not a list".formatted(value.kind()),
          "list at least one under it, each as `- action:` and its name");
    }
    var actions = new ArrayList<ActionBlock>();
    for (var item : items) {
      if (item instanceof Yaml.Mapping mapping) {
        actions.add(new ActionReader(file, subject + ", ", problems).read(mapping));
      } else {
        problems.error(
            new Place(file, item.line()),
            subject,
            "an item of actions is %s, not a map".formatted(item.kind()),
            "write `- action:` and its name");
      }
    }
    return actions;
  }
}
