package dev.falcoresponder.monitoring;

import com.google.gson.JsonObject;
import dev.falcoresponder.manifests.Yaml;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The alerts of {@code manifests/components/monitoring/prometheus-rule.yaml}.
 *
 * @param spec what the Prometheus Operator hands on to Prometheus
 */
public record AlertRules(JsonObject spec) {
  /** As they are in the work tree. */
  public static AlertRules read() {
    var file = Repository.root().resolve("manifests/components/monitoring/prometheus-rule.yaml");
    return new AlertRules(Yaml.read(file).getAsJsonObject("spec"));
  }

  /**
   * One alert.
   *
   * @param annotations what it tells whoever is on call
   */
  public record Alert(
      String name, String expression, String severity, Map<String, String> annotations) {
    public Alert {
      annotations = Map.copyOf(annotations);
    }
  }

  /** All of them, in the order of the file. */
  public List<Alert> all() {
    return Dashboard.objects(spec, "groups")
        .flatMap(group -> Dashboard.objects(group, "rules"))
        .map(AlertRules::alert)
        .toList();
  }

  /** Their names. */
  public List<String> names() {
    return all().stream().map(Alert::name).toList();
  }

  /** Writes them as Prometheus itself reads them. */
  public Path writeTo(Path file) {
    try {
      return Files.writeString(file, spec.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Alert alert(JsonObject rule) {
    return new Alert(
        rule.get("alert").getAsString(),
        rule.get("expr").getAsString(),
        rule.getAsJsonObject("labels").get("severity").getAsString(),
        rule.getAsJsonObject("annotations").entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getAsString())));
  }
}
