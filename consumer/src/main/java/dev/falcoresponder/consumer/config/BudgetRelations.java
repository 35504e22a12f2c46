package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.BudgetKeys.CLUSTER;
import static dev.falcoresponder.consumer.config.BudgetKeys.NAMESPACE;
import static dev.falcoresponder.consumer.config.BudgetKeys.OWNER;

import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.config.Relation.Clash;
import java.util.List;
import java.util.Optional;

/** Deletions are remembered up to the cluster's limit; without one none are. */
final class BudgetRelations {
  static final List<Relation> ALL = List.of(needsCluster(NAMESPACE), needsCluster(OWNER));

  private BudgetRelations() {}

  private static Relation needsCluster(ConfigKey<Integer> part) {
    return new Relation(
        List.of(part, CLUSTER),
        values ->
            values.get(part) > 0 && values.get(CLUSTER) == 0
                ? Optional.of(
                    new Clash(
                        "%s is %d, but %s is 0, so that nothing is counted"
                            .formatted(part.name(), values.get(part), CLUSTER.name()),
                        "write a number from %d to %d for %s, or 0 for %s"
                            .formatted(
                                values.get(part), BudgetConfig.MOST, CLUSTER.name(), part.name())))
                : Optional.empty());
  }
}
