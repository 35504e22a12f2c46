package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an action: a block of its own, or one inside of a rule. */
final class ActionReader {
  private final String file;
  private final String within;
  private final Problems problems;

  /**
   * @param within the rule around it, in words; empty text for none
   */
  ActionReader(String file, String within, Problems problems) {
    this.file = file;
    this.within = within;
    this.problems = problems;
  }

  /** What is right of it; what is wrong becomes a problem and is as if it were not there. */
  ActionBlock read(Yaml.Mapping mapping) {
    var reader =
        new BlockReader(file, within + "action " + title(mapping, "action"), mapping, problems);
    var name = name(reader, "action");
    var description = reader.textOrNothing("description");
    var block =
        new ActionBlock(
            reader.place(),
            name,
            description,
            actionner(reader),
            reader.flag("continue"),
            reader.flag("ignore_errors"),
            parameters(reader));
    TalonKeys.refuseInAction(reader);
    reader.refuseOthers();
    return block;
  }

  /** A block's name for a sentence, whatever is written there. */
  static String title(Yaml.Mapping mapping, String key) {
    var entry = mapping.entries().get(key);
    return Words.title(entry == null ? "" : name(entry.value()));
  }

  /** What a block is called, though it may not be text; empty text for nothing. */
  static String name(BlockReader reader, String key) {
    var given = reader.value(key);
    var name = given.map(ActionReader::name).orElse("");
    var instead = "give the " + key + " a name";
    if (given.isEmpty()) {
      reader.error(reader.place().line(), key + " is missing", instead);
    } else if (given.get() instanceof Yaml.Scalar && name.isEmpty()) {
      reader.error(given.get().line(), "the name is blank", instead);
    } else {
      var _ = reader.text(key);
    }
    return name;
  }

  private static String name(Yaml given) {
    return given instanceof Yaml.Scalar(_, Yaml.Kind meaning, String text)
            && meaning != Yaml.Kind.NOTHING
            && !text.isBlank()
        ? text
        : "";
  }

  /**
   * {@code actionner} is the format's own spelling; {@code action_type} is its other word. One that
   * is wrong is told here and is not missing besides.
   */
  private static Optional<String> actionner(BlockReader reader) {
    var spelled = reader.value("actionner");
    var other = reader.value("action_type");
    if (spelled.isPresent() && other.isPresent()) {
      reader.error(
          other.get().line(), "there are both actionner and action_type", "write one of them");
    }
    return spelled.or(() -> other).map(given -> actionner(reader, given));
  }

  private static String actionner(BlockReader reader, Yaml given) {
    var text =
        given instanceof Yaml.Scalar(_, Yaml.Kind meaning, String word) && meaning == Yaml.Kind.TEXT
            ? Optional.of(word)
            : Optional.<String>empty();
    if (text.flatMap(Actionners::find).isEmpty()) {
      reader.error(
          given.line(),
          text.map(UnknownActionner::what).orElse("actionner is %s".formatted(given.kind())),
          "write one of: " + Words.list(Actionners.names()));
    }
    return text.orElse("");
  }

  private Map<String, ParameterValue> parameters(BlockReader reader) {
    var read = new LinkedHashMap<String, ParameterValue>();
    if (isNothing(reader)) {
      return read;
    }
    reader
        .map("parameters")
        .ifPresent(map ->
            map.entries()
                .forEach((name, entry) -> {
                  var place = reader.place(entry.value().line());
                  read.put(name, new ParameterValue(place, entry.value()));
                }));
    return read;
  }

  private static boolean isNothing(BlockReader reader) {
    return reader
        .value("parameters")
        .filter(value ->
            value instanceof Yaml.Scalar(_, Yaml.Kind meaning, _) && meaning == Yaml.Kind.NOTHING)
        .isPresent();
  }
}
