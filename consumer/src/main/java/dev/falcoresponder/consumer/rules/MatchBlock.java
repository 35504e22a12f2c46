package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule's criteria as written: in order, so that they can be printed again. */
record MatchBlock(
    List<String> rules,
    Optional<PriorityRange> priority,
    List<List<String>> tags,
    Optional<String> source,
    List<List<FieldTerm>> outputFields) {
  /** No criterion. */
  static final MatchBlock EMPTY =
      new MatchBlock(List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());

  static MatchBlock merge(List<MatchBlock> blocks) {
    return new MatchBlock(
        blocks.stream().flatMap(block -> block.rules.stream()).toList(),
        ActionBlock.last(blocks, MatchBlock::priority),
        blocks.stream().flatMap(block -> block.tags.stream()).toList(),
        ActionBlock.last(blocks, MatchBlock::source),
        blocks.stream().flatMap(block -> block.outputFields.stream()).toList());
  }

  MatchCriteria criteria() {
    return new MatchCriteria(
        Set.copyOf(rules),
        priority,
        tags.stream().<Set<String>>map(LinkedHashSet::new).toList(),
        source,
        outputFields);
  }

  /** Whether every alert would match. */
  boolean matchesEverything() {
    return equals(EMPTY);
  }
}
