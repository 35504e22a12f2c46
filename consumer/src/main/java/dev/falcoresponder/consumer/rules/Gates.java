package dev.falcoresponder.consumer.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For each rule a gate: keys of which an alert must have one, or the rule cannot match. Of all that
 * a rule asks for the gate is what fewest rules ask for, since that tells rules apart best.
 */
final class Gates {
  private final Map<AlertKey, Integer> askers = new HashMap<>();

  Gates(List<ResponseRule> rules) {
    for (var rule : rules) {
      AlertKey.of(rule.match())
          .flatMap(List::stream)
          .flatMap(Set::stream)
          .distinct()
          .forEach(key -> askers.merge(key, 1, Integer::sum));
    }
  }

  /** The gate of one of the rules; empty where it may match without any key. */
  Optional<Set<AlertKey>> of(ResponseRule rule) {
    return AlertKey.of(rule.match())
        .filter(alternatives -> alternatives.stream().noneMatch(Set::isEmpty))
        .map(this::rarestOfEach)
        .min(Comparator.comparingInt(this::askers));
  }

  private Set<AlertKey> rarestOfEach(List<Set<AlertKey>> alternatives) {
    return alternatives.stream()
        .flatMap(keys -> keys.stream().min(Comparator.comparingInt(this::askers)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private int askers(Set<AlertKey> keys) {
    return keys.stream().mapToInt(this::askers).sum();
  }

  private int askers(AlertKey key) {
    return Objects.requireNonNull(askers.get(key));
  }
}
