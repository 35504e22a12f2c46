package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule as written. What is empty was not given.
 *
 * @param needsApproval whether {@code approval: required} was given; there is no other approval
 * @param actions those that can be read; an empty list where some were given, but none that can
 */
record RuleBlock(
    Place place,
    String name,
    Optional<String> description,
    Optional<Boolean> dryRun,
    Optional<Boolean> continues,
    Optional<Boolean> targetsByName,
    boolean needsApproval,
    MatchBlock match,
    Optional<List<ActionBlock>> actions)
    implements Block {
  /**
   * Puts blocks of one name together: what is given later replaces, criteria and actions are
   * appended.
   */
  static RuleBlock merge(List<RuleBlock> blocks, Problems problems) {
    var first = blocks.getFirst();
    TalonDifferences.ofLaterBlocks(blocks, problems);
    return new RuleBlock(
        first.place,
        first.name,
        ActionBlock.last(blocks, RuleBlock::description),
        ActionBlock.last(blocks, RuleBlock::dryRun),
        ActionBlock.last(blocks, RuleBlock::continues),
        ActionBlock.last(blocks, RuleBlock::targetsByName),
        blocks.stream().anyMatch(RuleBlock::needsApproval),
        MatchBlock.merge(blocks.stream().map(RuleBlock::match).toList()),
        blocks.stream()
            .map(RuleBlock::actions)
            .flatMap(Optional::stream)
            .reduce((earlier, later) -> Stream.concat(earlier.stream(), later.stream()).toList()));
  }
}
