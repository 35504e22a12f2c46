package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  RuleFileReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The items in order; those that are wrong are left out, with a problem for each fault. */
  List<Block> read(Yaml document) {
    if (!(document instanceof Yaml.Sequence(_, List<Yaml> items))) {
      problems.error(
          new Place(file, document.line()),
          "the file is %s, not a list".formatted(document.kind()),
          "start each item with `- rule:` or `- action:`");
      return List.of();
    }
    var blocks = new ArrayList<Block>();
    items.forEach(item -> readItem(item).ifPresent(blocks::add));
    return blocks;
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
    return isRule
        ? readRule(mapping).map(Block.class::cast)
        : new ActionReader(file, "", problems).read(mapping).map(Block.class::cast);
  }

  private Optional<RuleBlock> readRule(Yaml.Mapping mapping) {
    var subject = "rule " + ActionReader.title(mapping, "rule");
    var reader = new BlockReader(file, subject, mapping, problems);
    var name = ActionReader.name(reader, "rule");
    var description = reader.textOrNothing("description");
    var match = reader.map("match");
    var actions = reader.items("actions");
    var block =
        new RuleBlock(
            reader.place(),
            name.orElse(""),
            description,
            reader.flag("dry_run"),
            reader.flag("continue"),
            reader.flag("target_by_name"),
            needsApproval(reader),
            match
                .map(map -> new MatchReader(new BlockReader(file, subject, map, problems)).read())
                .orElse(MatchBlock.EMPTY),
            readActions(subject, actions));
    TalonKeys.refuseInRule(reader);
    reader.refuseOthers();
    return name.map(_ -> block);
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

  private List<ActionBlock> readActions(String subject, List<Yaml> items) {
    var actions = new ArrayList<ActionBlock>();
    for (var item : items) {
      if (item instanceof Yaml.Mapping mapping) {
        new ActionReader(file, subject + ", ", problems).read(mapping).ifPresent(actions::add);
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
