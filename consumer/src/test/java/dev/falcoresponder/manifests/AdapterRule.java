package dev.falcoresponder.manifests;

import com.google.gson.JsonObject;
import dev.falcoresponder.servers.Prometheus;

/**
 * What the component {@code hpa} tells the Prometheus Adapter.
 *
 * @param metric the external metric
 * @param seriesQuery what the adapter looks for, to know that there is such a metric
 * @param template what it asks Prometheus for a value
 */
public record AdapterRule(String metric, String seriesQuery, String template) {
  /** As it is in the work tree. */
  public static AdapterRule read() {
    var rule =
        Yaml.read(Components.path("hpa").resolve("adapter-values.yaml"))
            .getAsJsonObject("rules")
            .getAsJsonArray("external")
            .get(0)
            .getAsJsonObject();
    return new AdapterRule(
        text(rule.getAsJsonObject("name"), "as"),
        text(rule, "seriesQuery"),
        text(rule, "metricsQuery"));
  }

  /** The query for the program's namespace. */
  public String query() {
    return template.replace("<<.LabelMatchers>>", "namespace=\"" + Prometheus.NAMESPACE + "\"");
  }

  private static String text(JsonObject parent, String name) {
    return parent.get(name).getAsString();
  }
}
