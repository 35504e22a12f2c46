package dev.falcoresponder.consumer.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that several keys must agree on. */
final class Relations {
  private static final List<Relation> ALL =
      Stream.of(
              TimeRelations.ALL,
              CountRelations.ALL,
              LoginRelations.ALL,
              GuardRelations.ALL,
              BudgetRelations.ALL)
          .flatMap(List::stream)
          .toList();

  private Relations() {}

  /**
   * What does not fit together.
   *
   * @param broken keys whose value is not known
   */
  static List<ConfigProblem> clashes(Values values, Set<String> broken) {
    return ALL.stream()
        .map(relation -> relation.clash(values, broken))
        .flatMap(Optional::stream)
        .toList();
  }
}
