package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Optional;

/** The actionners that there are. */
final class Actionners {
  private static final List<Actionner> ALL = List.of(new TerminateActionner());

  private Actionners() {}

  static Optional<Actionner> find(String name) {
    return ALL.stream().filter(actionner -> actionner.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Actionner::name).toList();
  }
}
