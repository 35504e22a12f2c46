package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * All rule files put together, in the format they were written in; {@link RulePrinter} prints it.
 */
public final class RuleDocument {
  private record Name(boolean rule, String text) {
    /** Blocks without a name have nothing to do with each other. */
    static Name of(Block block) {
      return new Name(
          block instanceof RuleBlock, block.isNamed() ? block.name() : block.place().toString());
    }
  }

  private final List<Block> blocks;

  private RuleDocument(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** Puts items together: those of one name merge into the first, which keeps its place. */
  static RuleDocument merge(List<Block> items, Problems problems) {
    var named = new LinkedHashMap<Name, List<Block>>();
    for (var item : items) {
      named.computeIfAbsent(Name.of(item), _ -> new ArrayList<>()).add(item);
    }
    return new RuleDocument(named.values().stream().map(same -> mergeOne(same, problems)).toList());
  }

  private static Block mergeOne(List<Block> same, Problems problems) {
    return switch (same.getFirst()) {
      case ActionBlock _ ->
          ActionBlock.merge(
              "action " + same.getFirst().title(),
              same.stream().map(ActionBlock.class::cast).toList(),
              problems);
      case RuleBlock _ ->
          RuleBlock.merge(same.stream().map(RuleBlock.class::cast).toList(), problems);
    };
  }

  List<Block> blocks() {
    return blocks;
  }

  List<ActionBlock> actions() {
    return blocks.stream()
        .filter(ActionBlock.class::isInstance)
        .map(ActionBlock.class::cast)
        .toList();
  }

  List<RuleBlock> rules() {
    return blocks.stream().filter(RuleBlock.class::isInstance).map(RuleBlock.class::cast).toList();
  }
}
