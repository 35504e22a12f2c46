package dev.falcoresponder.consumer.config;

import java.util.List;

/** What loading the configuration comes to. */
public sealed interface ConfigAnswer {
  /**
   * The program may start.
   *
   * @param config what the rooms get
   * @param effective every key in the table's order, for {@code config print}
   */
  record Loaded(ConsumerConfig config, List<Setting> effective) implements ConfigAnswer {
    public Loaded {
      effective = List.copyOf(effective);
    }
  }

  /** The program must not start; everything that is wrong, at once. */
  record Broken(List<ConfigProblem> problems) implements ConfigAnswer {
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
