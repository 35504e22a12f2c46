package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Collects the keys of a YAML tree, nested ({@code nats: {servers: …}}) or dotted. */
final class FileKeys {
  private static final Map<String, ConfigKey<?>> KEYS =
      ConfigKeys.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(ConfigKey::name, Function.identity()));

  private static final Set<String> GROUPS =
      KEYS.keySet().stream()
          .filter(key -> key.contains("."))
          .map(key -> key.substring(0, key.lastIndexOf('.')))
          .collect(Collectors.toUnmodifiableSet());

  /** Deeper than any key; a tree that contains itself ends here too. */
  private static final int DEEPEST = 8;

  private final String file;
  private final List<Given> given = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();

  FileKeys(String file) {
    this.file = Printable.of(file);
  }

  Given.Source source() {
    return new Given.Source(given, problems);
  }

  void addRoot(Node root) {
    switch (root) {
      case MappingNode keys -> addAll("", keys, 1);
      case ScalarNode nothing when nothing.getTag().equals(Tag.NULL) -> {}
      default -> problem(root, "the file holds no keys", "write key: value");
    }
  }

  private void addAll(String group, MappingNode keys, int depth) {
    for (var tuple : keys.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name) {
        add(group + name.getValue(), name, tuple.getValueNode(), depth);
      } else {
        problem(tuple.getKeyNode(), "a key must be text", "write key: value");
      }
    }
  }

  private void add(String name, Node place, Node value, int depth) {
    var key = KEYS.get(name);
    if (key != null) {
      addKey(key, place, value);
    } else if (value instanceof MappingNode keys && isGroup(name) && depth < DEEPEST) {
      addAll(name + ".", keys, depth + 1);
    } else if (isGroup(name)) {
      if (!isNothing(value)) {
        problem(place, name + " is a group of keys", "write its keys, such as " + example(name));
      }
    } else {
      unknown(name, place);
    }
  }

  private void addKey(ConfigKey<?> key, Node place, Node value) {
    var before = seen.putIfAbsent(key.name(), where(place));
    if (before != null) {
      problem(place, key.name() + " is set twice, first in " + before, "keep one of them");
      return;
    }
    if (isNothing(value)) {
      return;
    }
    text(key, value)
        .ifPresentOrElse(
            text -> given.add(new Given(key, text, where(place))),
            () -> problem(place, key.name() + " is no single value", "write " + key.type().form()));
  }

  private static Optional<String> text(ConfigKey<?> key, Node value) {
    return switch (value) {
      case ScalarNode one -> Optional.of(one.getValue().strip());
      case SequenceNode many
          when key.type().takesList()
              && many.getValue().stream().allMatch(ScalarNode.class::isInstance) ->
          Optional.of(
              many.getValue().stream()
                  .map(item -> ((ScalarNode) item).getValue())
                  .collect(Collectors.joining(",")));
      default -> Optional.empty();
    };
  }

  /** {@code key:} with nothing behind it is a key that is not set, as an empty variable is. */
  private static boolean isNothing(Node value) {
    return (value instanceof ScalarNode scalar && scalar.getValue().isBlank())
        || value.getTag().equals(Tag.NULL);
  }

  private static boolean isGroup(String name) {
    return GROUPS.contains(name);
  }

  private static String example(String group) {
    return KEYS.keySet().stream()
        .filter(key -> key.startsWith(group + "."))
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  private void unknown(String name, Node place) {
    problem(
        place,
        "no such key: " + Printable.shortened(name, 80),
        NearestName.to(name, KEYS.keySet())
            .or(() -> NearestName.to(name, GROUPS))
            .map(near -> "did you mean " + near + "?")
            .orElse("remove it, or see config print for those there are"));
  }

  private void problem(Node place, String wrong, String instead) {
    problems.add(new ConfigProblem(where(place), wrong, instead));
  }

  private String where(Node place) {
    return file + ":" + (place.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
