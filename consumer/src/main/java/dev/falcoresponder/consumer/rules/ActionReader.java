package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashMap;
import java.util.List;
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

  Optional<ActionBlock> read(Yaml.Mapping mapping) {
    var reader =
        new BlockReader(file, within + "action " + title(mapping, "action"), mapping, problems);
    var name = name(reader, "action");
    var description = reader.textOrNothing("description");
    var block =
        new ActionBlock(
            reader.place(),
            name.orElse(""),
            description,
            actionner(reader),
            reader.flag("continue"),
            reader.flag("ignore_errors"),
            parameters(reader));
    TalonKeys.refuseInAction(reader);
    reader.refuseOthers();
    return name.map(_ -> block);
  }

  /** A block's name for a sentence, whatever is written there. */
  static String title(Yaml.Mapping mapping, String key) {
    var entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Yaml.Scalar scalar
        ? Words.quote(scalar.text())
        : "without a name";
  }

  /** A block's name. */
  static Optional<String> name(BlockReader reader, String key) {
    if (reader.value(key).isEmpty()) {
      reader.error(reader.place().line(), key + " is missing", "give the " + key + " a name");
    }
    var name = reader.scalar(key);
    name.filter(scalar -> scalar.text().isBlank())
        .ifPresent(scalar ->
            reader.error(scalar.line(), "the name is blank", "give the " + key + " a name"));
    return name.map(Yaml.Scalar::text).filter(text -> !text.isBlank());
  }

  /** {@code actionner} is the format's own spelling; {@code action_type} is its other word. */
  private static Optional<String> actionner(BlockReader reader) {
    var spelled = reader.scalar("actionner");
    var other = reader.scalar("action_type");
    if (spelled.isPresent() && other.isPresent()) {
      reader.error(
          other.get().line(), "there are both actionner and action_type", "write one of them");
    }
    var given = spelled.or(() -> other);
    given
        .filter(scalar -> Actionners.find(scalar.text()).isEmpty())
        .ifPresent(scalar ->
            reader.error(
                scalar.line(),
                UnknownActionner.what(scalar.text()),
                "write one of: " + Words.list(Actionners.names())));
    return given.map(Yaml.Scalar::text);
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
                .forEach((name, entry) ->
                    parameter(reader, name, entry.value()).ifPresent(v -> read.put(name, v))));
    return read;
  }

  private static boolean isNothing(BlockReader reader) {
    return reader
        .value("parameters")
        .filter(value ->
            value instanceof Yaml.Scalar(_, Yaml.Kind meaning, _) && meaning == Yaml.Kind.NOTHING)
        .isPresent();
  }

  private Optional<ParameterValue> parameter(BlockReader reader, String name, Yaml value) {
    var place = reader.place(value.line());
    return switch (value) {
      case Yaml.Scalar scalar -> Optional.of(new ParameterValue.Single(place, scalar));
      case Yaml.Sequence(_, List<Yaml> items) ->
          small(reader, name, value, items.size())
              ? Optional.of(
                  new ParameterValue.Many(
                      place,
                      items.stream().flatMap(item -> word(reader, name, item).stream()).toList()))
              : Optional.empty();
      case Yaml.Mapping(_, Map<String, Yaml.Entry> entries) -> {
        var words = new LinkedHashMap<String, Yaml.Scalar>();
        if (!small(reader, name, value, entries.size())) {
          yield Optional.empty();
        }
        entries.forEach((key, entry) ->
            word(reader, name, entry.value()).ifPresent(word -> words.put(key, word)));
        yield Optional.of(new ParameterValue.Table(place, words));
      }
    };
  }

  private static boolean small(BlockReader reader, String name, Yaml value, int entries) {
    if (entries > ParameterValue.MOST_ENTRIES) {
      reader.error(
          value.line(),
          "parameter %s has %d entries".formatted(Words.quote(name), entries),
          "write at most " + ParameterValue.MOST_ENTRIES);
    }
    return entries <= ParameterValue.MOST_ENTRIES;
  }

  private static Optional<Yaml.Scalar> word(BlockReader reader, String name, Yaml value) {
    if (value instanceof Yaml.Scalar scalar) {
      return Optional.of(scalar);
    }
    reader.error(
        value.line(),
        "parameter %s holds %s inside of %s"
            .formatted(Words.quote(name), value.kind(), "a list or map"),
        "write plain values there");
    return Optional.empty();
  }
}
