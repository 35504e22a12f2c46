package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action as written: an item of its own, or one in a rule. What is empty was not given.
 *
 * @param actionner what it does, a name of {@link Actionners}
 * @param parameters by name
 */
record ActionBlock(
    Place place,
    String name,
    Optional<String> description,
    Optional<String> actionner,
    Optional<Boolean> continues,
    Optional<Boolean> ignoresErrors,
    Map<String, ParameterValue> parameters)
    implements Block {
  /**
   * Puts blocks of one name together: what is given later replaces.
   *
   * @param subject whose problem it is if they do not fit, for a sentence
   */
  static ActionBlock merge(String subject, List<ActionBlock> blocks, Problems problems) {
    var first = blocks.getFirst();
    return new ActionBlock(
        first.place,
        first.name,
        last(blocks, ActionBlock::description),
        last(blocks, ActionBlock::actionner),
        last(blocks, ActionBlock::continues),
        last(blocks, ActionBlock::ignoresErrors),
        ParameterValue.merge(
            subject, blocks.stream().map(ActionBlock::parameters).toList(), problems));
  }

  /** The last that was given. */
  static <B, T> Optional<T> last(
      List<B> blocks, java.util.function.Function<B, Optional<T>> component) {
    return blocks.reversed().stream().map(component).flatMap(Optional::stream).findFirst();
  }
}
