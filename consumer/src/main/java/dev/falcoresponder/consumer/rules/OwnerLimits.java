package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pods an action leaves alone for what they belong to.
 *
 * @param ignoresDaemonSets pods of DaemonSets
 * @param ignoresStatefulSets pods of StatefulSets
 * @param ignoresStandalonePods pods that no controller would replace
 * @param minHealthy pods without which fewer healthy replicas would remain
 */
public record OwnerLimits(
    boolean ignoresDaemonSets,
    boolean ignoresStatefulSets,
    boolean ignoresStandalonePods,
    Optional<MinHealthyReplicas> minHealthy) {
  /** The parameter for {@code ignoresDaemonSets}. */
  public static final String DAEMON_SETS = "ignore_daemonsets";

  /** The parameter for {@code ignoresStatefulSets}. */
  public static final String STATEFUL_SETS = "ignore_statefulsets";

  /** The parameter for {@code ignoresStandalonePods}. */
  public static final String STANDALONE_PODS = "ignore_standalone_pods";

  /** The parameter for {@code minHealthy}. */
  public static final String MIN_HEALTHY = "min_healthy_replicas";

  private static final OwnerLimits NONE = new OwnerLimits(false, false, false, Optional.empty());

  /** No limits. */
  public static OwnerLimits none() {
    return NONE;
  }

  static OwnerLimits read(ParameterReader parameters) {
    return new OwnerLimits(
        parameters.flag(DAEMON_SETS),
        parameters.flag(STATEFUL_SETS),
        parameters.flag(STANDALONE_PODS),
        parameters.minHealthy(MIN_HEALTHY));
  }

  /** The parameters that leave some pods alone. */
  public List<String> inForce() {
    return limiting().map(Map.Entry::getKey).toList();
  }

  /** The same with their values. Asked for every wanted alert, and most rules have none. */
  List<String> valuesInForce() {
    return equals(NONE) ? List.of() : limiting().map(Map.Entry::toString).toList();
  }

  private Stream<Map.Entry<String, Object>> limiting() {
    return parameters().entrySet().stream()
        .filter(parameter -> !parameter.getValue().equals(false));
  }

  /** As a rule file would have them, defaults included. */
  Map<String, Object> parameters() {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put(DAEMON_SETS, ignoresDaemonSets);
    parameters.put(STATEFUL_SETS, ignoresStatefulSets);
    parameters.put(STANDALONE_PODS, ignoresStandalonePods);
    minHealthy.ifPresent(minimum -> parameters.put(MIN_HEALTHY, minimum.text()));
    return parameters;
  }
}
