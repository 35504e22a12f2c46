package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** A list or map that is still being read. */
abstract sealed class YamlFrame {
  private final Optional<Anchor> anchor;
  private long weight;

  private YamlFrame(Optional<Anchor> anchor, long weight) {
    this.anchor = anchor;
    this.weight = weight;
  }

  static YamlFrame sequence(int line, Optional<Anchor> anchor, long weight) {
    return new SequenceFrame(line, anchor, weight);
  }

  static YamlFrame mapping(int line, Optional<Anchor> anchor, long weight) {
    return new MappingFrame(line, anchor, weight);
  }

  /** Adds the next child and says how much has come together. */
  final long add(Yaml node, long nodeWeight) {
    accept(node);
    weight += nodeWeight;
    return weight;
  }

  final long weight() {
    return weight;
  }

  final Optional<Anchor> anchor() {
    return anchor;
  }

  abstract void accept(Yaml node);

  abstract Yaml node();

  private static final class SequenceFrame extends YamlFrame {
    private final int line;
    private final List<Yaml> items = new ArrayList<>();

    SequenceFrame(int line, Optional<Anchor> anchor, long weight) {
      super(anchor, weight);
      this.line = line;
    }

    @Override
    void accept(Yaml node) {
      items.add(node);
    }

    @Override
    Yaml node() {
      return new Yaml.Sequence(line, items);
    }
  }

  private static final class MappingFrame extends YamlFrame {
    private final int line;
    private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    private Yaml.@Nullable Scalar key;

    MappingFrame(int line, Optional<Anchor> anchor, long weight) {
      super(anchor, weight);
      this.line = line;
    }

    @Override
    void accept(Yaml node) {
      if (key == null) {
        key = key(node);
      } else {
        var earlier = entries.putIfAbsent(key.text(), new Yaml.Entry(key.line(), node));
        if (earlier != null) {
          throw new YamlRefusedException(
              key.line(),
              "the key %s comes twice; it is in line %d already"
                  .formatted(Excerpt.of(key.text()), earlier.line()),
              "write it once");
        }
        key = null;
      }
    }

    private static Yaml.Scalar key(Yaml node) {
      if (node instanceof Yaml.Scalar scalar) {
        return scalar;
      }
      throw new YamlRefusedException(
          node.line(),
          "the key of a map is %s".formatted(node.kind()),
          "write plain text for a key");
    }

    @Override
    Yaml node() {
      return new Yaml.Mapping(line, entries);
    }
  }
}
