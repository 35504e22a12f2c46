package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.ConfigAnswer.Broken;
import dev.falcoresponder.consumer.config.ConfigAnswer.Loaded;
import dev.falcoresponder.consumer.config.Initial.Found;
import dev.falcoresponder.consumer.config.Initial.None;
import dev.falcoresponder.consumer.config.Initial.Text;
import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the configuration: the environment, else the file, else the default of each key. Finds
 * everything that is wrong before it gives up.
 */
public final class ConfigLoader {
  private final Surroundings surroundings;

  /** Loads for a program with this environment. */
  public ConfigLoader(Map<String, String> environment) {
    this(new Surroundings(environment, Surroundings.IN_CLUSTER));
  }

  ConfigLoader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Loads from the environment alone. */
  public ConfigAnswer load() {
    return new Run().of(List.of(variables()));
  }

  /** Loads from a YAML file and the environment, which wins. */
  public ConfigAnswer load(Path file) {
    return new Run().of(List.of(ConfigFile.read(file), variables()));
  }

  private Given.Source variables() {
    return Variables.read(surroundings.variables());
  }

  /** One load. */
  private final class Run {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Values values = new Values();
    private final Set<String> broken = new HashSet<>();

    ConfigAnswer of(List<Given.Source> sources) {
      for (var source : sources) {
        problems.addAll(source.problems());
        source.given().forEach(one -> given.put(one.key().name(), one));
      }
      ConfigKeys.ALL.forEach(this::read);
      problems.addAll(Relations.clashes(values, broken));
      return problems.isEmpty()
          ? new Loaded(Rooms.of(values), ConfigKeys.ALL.stream().map(this::setting).toList())
          : new Broken(problems);
    }

    private <T> void read(ConfigKey<T> key) {
      var set = given.get(key.name());
      if (set != null) {
        values.from(key, set.where());
        accept(key, key.type().read(set.text()), set.where());
        return;
      }
      switch (key.initial()) {
        case Text<T>(String text) -> accept(key, key.type().read(text), key.variable());
        case None<T> _ -> {}
        case Found<T>(_, var find) -> {
          switch (find.apply(surroundings)) {
            case Value<String>(String text) -> accept(key, key.type().read(text), key.variable());
            case Wrong<String>(String what) -> accept(key, new Wrong<>(what), key.variable());
          }
        }
      }
    }

    private <T> void accept(ConfigKey<T> key, Reading<T> reading, String where) {
      switch (reading) {
        case Value<T>(T value) -> values.put(key, value);
        case Wrong<T>(String what) -> {
          broken.add(key.name());
          problems.add(
              new ConfigProblem(where, key.name() + " " + what, "write " + key.type().form()));
        }
      }
    }

    private <T> Setting setting(ConfigKey<T> key) {
      return values
          .find(key)
          .map(value ->
              new Setting(key.name(), key.type().show(value), values.origin(key).orElse("default")))
          .orElseGet(() -> new Setting(key.name(), "", "not set"));
    }
  }
}
