package dev.falcoresponder.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.falcoresponder.manifests.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scenarios of {@code alerts.yaml}, which promtool runs, as far as they are looked at here. */
final class AlertScenarios {
  private static final String FILE = "/monitoring/alerts.yaml";
  private static final Pattern ALERT = Pattern.compile("alertname=\"(\\w+)\"");

  private AlertScenarios() {}

  /**
   * One of them.
   *
   * @param metrics of which it has series
   * @param ringing the alerts that must fire at some moment of it
   */
  record Scenario(String name, Set<String> metrics, Set<String> ringing) {
    Scenario {
      metrics = Set.copyOf(metrics);
      ringing = Set.copyOf(ringing);
    }
  }

  /** The file, to be closed. */
  static InputStream open() {
    return Objects.requireNonNull(AlertScenarios.class.getResourceAsStream(FILE), FILE);
  }

  static List<Scenario> read() {
    try (var in = open()) {
      var file = Yaml.parse(new String(in.readAllBytes(), UTF_8));
      return Dashboard.objects(file, "tests").map(AlertScenarios::scenario).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scenario scenario(JsonObject test) {
    return new Scenario(
        test.get("name").getAsString(),
        Dashboard.objects(test, "input_series")
            .flatMap(series -> PromQl.mentions(series.get("series").getAsString()))
            .collect(Collectors.toSet()),
        Dashboard.objects(test, "promql_expr_test")
            .flatMap(moment -> Dashboard.objects(moment, "exp_samples"))
            .flatMap(sample -> ALERT.matcher(sample.get("labels").getAsString()).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet()));
  }
}
