package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.Excerpt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds the tree from the parser's events, with a stack of its own and two limits: depth, and size
 * with every alias written out. An alias shares what it points to, so a file that would multiply is
 * noticed before it has multiplied.
 */
final class YamlBuilder {
  /** Twice what the deepest rule needs. */
  static final int MAX_DEPTH = 16;

  /**
   * Lists, maps, anchors, words, and what commas part in words, as written. They are what memory is
   * spent on, up to 400 bytes for each; ten thousand rules have fewer.
   */
  static final int MAX_PARTS = 200_000;

  /** What a part weighs, in characters. */
  private static final long PART = 100;

  /** Characters and parts, aliases written out; no file without aliases reaches it. */
  static final long MAX_WEIGHT = RuleSource.MAX_BYTES + PART * MAX_PARTS;

  /**
   * What an anchor names; an anchor is known before its node is complete, so that an alias inside
   * is noticed.
   */
  private record Anchored(Optional<Yaml> node, long weight) {}

  private final Deque<YamlFrame> open = new ArrayDeque<>();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private Optional<Yaml> root = Optional.empty();
  private long weight;
  private int parts;

  Optional<Yaml> root() {
    return root;
  }

  /** What the root weighs, aliases written out. */
  long weight() {
    return weight;
  }

  void take(Event event) {
    var line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (root.isPresent()) {
          throw new YamlRefusedException(
              line, "a second document starts here", "write one list per file");
        }
      }
      case SequenceStart, MappingStart -> start((CollectionStartEvent) event, line);
      case SequenceEnd, MappingEnd -> {
        var frame = open.pop();
        add(frame.node(), frame.weight(), frame.anchor(), frame.node().line());
      }
      case Scalar -> scalar((ScalarEvent) event, line);
      case Alias -> alias((AliasEvent) event, line);
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void start(CollectionStartEvent event, int line) {
    refuseTag(event.getTag(), line);
    if (open.size() == MAX_DEPTH) {
      throw new YamlRefusedException(
          line, "lists and maps nest deeper than " + MAX_DEPTH + " levels", "write the rules flat");
    }
    count(event, 1, line);
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(Optional.empty(), 0)));
    open.push(
        event.getEventId() == Event.ID.SequenceStart
            ? YamlFrame.sequence(line, event.getAnchor(), PART)
            : YamlFrame.mapping(line, event.getAnchor(), PART));
  }

  private void scalar(ScalarEvent event, int line) {
    refuseTag(event.getTag(), line);
    var text = event.getValue();
    refuseUnprintable(text, line);
    var meaning = event.isPlain() ? Meaning.of(text) : Yaml.Kind.TEXT;
    var words = 1 + Math.toIntExact(text.chars().filter(c -> c == ',').count());
    count(event, words, line);
    add(
        new Yaml.Scalar(line, meaning, text),
        text.length() + PART * words,
        event.getAnchor(),
        line);
  }

  private void count(NodeEvent event, int more, int line) {
    parts += more + (event.getAnchor().isPresent() ? 1 : 0);
    if (parts > MAX_PARTS) {
      throw new YamlRefusedException(
          line,
          "the file has more than %d values, counting what commas part".formatted(MAX_PARTS),
          "write fewer rules");
    }
  }

  private void alias(AliasEvent event, int line) {
    var anchored = anchors.get(event.getAlias());
    if (anchored == null) {
      throw new YamlRefusedException(
          line,
          "the alias %s points to nothing".formatted(alias(event)),
          "write the anchor before it");
    }
    var node =
        anchored
            .node()
            .orElseThrow(() ->
                new YamlRefusedException(
                    line,
                    "the alias %s points into itself".formatted(alias(event)),
                    "write it out"));
    add(node, anchored.weight(), Optional.empty(), line);
  }

  private static String alias(AliasEvent event) {
    return Excerpt.of("*" + event.getAlias().getValue());
  }

  private void add(Yaml node, long nodeWeight, Optional<Anchor> anchor, int line) {
    anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), nodeWeight)));
    if (nodeWeight > MAX_WEIGHT) {
      throw tooHeavy(line);
    }
    if (open.isEmpty()) {
      root = Optional.of(node);
      weight = nodeWeight;
    } else if (open.element().add(node, nodeWeight) > MAX_WEIGHT) {
      throw tooHeavy(line);
    }
  }

  private static YamlRefusedException tooHeavy(int line) {
    return new YamlRefusedException(
        line, "aliases multiply the file beyond what is read", "write it without them");
  }

  private static void refuseTag(Optional<String> tag, int line) {
    if (tag.isPresent()) {
      throw new YamlRefusedException(
          line,
          "there is a YAML tag, %s".formatted(Excerpt.of(tag.get())),
          "write the value without it");
    }
  }

  /**
   * Escapes in quotes can make characters that no file may hold as they are, and that could not be
   * printed back.
   */
  private static void refuseUnprintable(String text, int line) {
    text.codePoints()
        .filter(YamlBuilder::isUnprintable)
        .findFirst()
        .ifPresent(c -> {
          throw new YamlRefusedException(
              line, "there is a character U+%04X".formatted(c), "remove it");
        });
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.SURROGATE -> true;
      default -> (c & 0xFFFE) == 0xFFFE;
    };
  }
}
