package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.config.Initial.Text;
import java.time.Duration;
import java.util.List;

/** What can be set about the number of pods that may be deleted. */
final class BudgetKeys {
  static final ConfigKey<Duration> WINDOW =
      new ConfigKey<>(
          "budget.window",
          new Text<>("10m"),
          Types.duration("1s", "24h"),
          "For how long a deletion counts against the deletion budget.");

  static final ConfigKey<Integer> CLUSTER =
      new ConfigKey<>(
          "budget.cluster",
          new Text<>("100"),
          limit(),
          "Pods that may be deleted within budget.window; alerts about more are held for a "
              + "person. 0 for no deletion budget at all.");

  static final ConfigKey<Integer> NAMESPACE =
      new ConfigKey<>(
          "budget.namespace",
          new Text<>("0"),
          limit(),
          "Pods of one namespace that may be deleted within budget.window; 0 for no limit.");

  static final ConfigKey<Integer> OWNER =
      new ConfigKey<>(
          "budget.owner",
          new Text<>("0"),
          limit(),
          "Pods of one owner, such as a ReplicaSet, that may be deleted within budget.window; "
              + "0 for no limit.");

  static final List<ConfigKey<?>> ALL = List.of(WINDOW, CLUSTER, NAMESPACE, OWNER);

  private BudgetKeys() {}

  private static ValueType<Integer> limit() {
    return Types.number(0, BudgetConfig.MOST);
  }
}
