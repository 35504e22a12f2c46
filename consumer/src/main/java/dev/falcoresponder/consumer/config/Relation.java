package dev.falcoresponder.consumer.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that several keys must agree on.
 *
 * @param keys the keys; asked only if all of them could be read
 * @param check what is wrong, if anything
 */
record Relation(List<ConfigKey<?>> keys, Function<Values, Optional<Clash>> check) {
  /**
   * A disagreement.
   *
   * @param wrong what is wrong, with the values
   * @param instead what to write instead
   */
  record Clash(String wrong, String instead) {}

  Optional<ConfigProblem> clash(Values values, Set<String> broken) {
    if (keys.stream().map(ConfigKey::name).anyMatch(broken::contains)) {
      return Optional.empty();
    }
    return check
        .apply(values)
        .map(clash -> new ConfigProblem(values.origin(keys), clash.wrong(), clash.instead()));
  }
}
