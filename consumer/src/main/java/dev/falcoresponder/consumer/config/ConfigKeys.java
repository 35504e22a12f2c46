package dev.falcoresponder.consumer.config;

import java.util.List;
import java.util.stream.Stream;

/** The table of everything that can be set. What is not in it is refused. */
final class ConfigKeys {
  static final List<ConfigKey<?>> ALL =
      Stream.of(NatsKeys.ALL, ProgramKeys.ALL, ResponseKeys.ALL, BudgetKeys.ALL)
          .flatMap(List::stream)
          .toList();

  private ConfigKeys() {}
}
