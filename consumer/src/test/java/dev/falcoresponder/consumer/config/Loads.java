package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigAnswer.Broken;
import dev.falcoresponder.consumer.config.ConfigAnswer.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads configurations outside a cluster, on a host named {@code replica-a}. */
final class Loads {
  private static final Path NOWHERE = Path.of("/nonexistent/namespace");

  private Loads() {}

  static Loaded loaded(String... variablesAndValues) {
    return loaded(loader(variablesAndValues).load());
  }

  static Loaded loaded(Path file, String... variablesAndValues) {
    return loaded(loader(variablesAndValues).load(file));
  }

  /** The problems' lines. */
  static List<String> problems(String... variablesAndValues) {
    return problems(loader(variablesAndValues).load());
  }

  /** The problems' lines, without the folder that the file is in. */
  static List<String> problems(Path file, String... variablesAndValues) {
    return problems(loader(variablesAndValues).load(file)).stream()
        .map(line -> line.replace(file.toString(), "config.yaml"))
        .toList();
  }

  static ConfigLoader loader(String... variablesAndValues) {
    var variables = new HashMap<String, String>(Map.of("HOSTNAME", "replica-a", "PATH", "/bin"));
    for (var i = 0; i < variablesAndValues.length; i += 2) {
      variables.put(variablesAndValues[i], variablesAndValues[i + 1]);
    }
    return new ConfigLoader(new Surroundings(variables, NOWHERE));
  }

  static Path file(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("config.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Loaded loaded(ConfigAnswer answer) {
    assertThat(answer).isInstanceOf(Loaded.class);
    return (Loaded) answer;
  }

  private static List<String> problems(ConfigAnswer answer) {
    assertThat(answer).isInstanceOf(Broken.class);
    return ((Broken) answer).problems().stream().map(ConfigProblem::toString).toList();
  }
}
