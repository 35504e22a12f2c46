package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart makes for the Prometheus Operator, Grafana and the autoscalers, by its values. */
class ChartOperatorsIT {
  private static final String RELEASE = "falco-responder";

  private final Path folder;
  private final Helm helm;

  ChartOperatorsIT(@TempDir Path folder) {
    this.folder = folder;
    helm = Helm.in(folder);
  }

  @Test
  void labelsAreThoseThatSomebodyLooksFor() throws Exception {
    var rendered =
        rendered(
            RELEASE,
            """
            podMonitor: {enabled: true, interval: 15s, labels: {release: null, prometheus: main}}
            prometheusRules: {enabled: true, labels: {release: prom}}
            grafana: {dashboards: {enabled: true, labels: {grafana_dashboard: "yes", team: blue}}}
            """);

    var monitor = rendered.only("PodMonitor");
    assertThat(label(monitor, "prometheus")).isEqualTo("main");
    assertThat(monitor.toString()).contains("\"interval\":\"15s\"").doesNotContain("release");
    assertThat(label(rendered.only("PrometheusRule"), "release")).isEqualTo("prom");
    var dashboard = rendered.object("ConfigMap falco-response/falco-responder-dashboard");
    assertThat(label(dashboard, "grafana_dashboard")).isEqualTo("yes");
    assertThat(label(dashboard, "team")).isEqualTo("blue");
    assertThat(rendered.file("-dashboard", "falco-responder.json"))
        .isEqualTo(Files.readString(Components.path("monitoring").resolve("dashboard.json")));
  }

  @Test
  void eachPartOfMonitoringStandsByItself() throws Exception {
    assertThat(rendered(RELEASE, "prometheusRules: {enabled: true}").objects().keySet())
        .contains("PrometheusRule falco-response/falco-responder")
        .noneMatch(key -> key.startsWith("PodMonitor ") || key.endsWith("-dashboard"));
  }

  /** Numbers of this size come out of a file as 1e+06. */
  @Test
  void kedaAsksTheBrokerOfTheConfiguration() throws Exception {
    var rendered =
        rendered(
            RELEASE,
            """
            config: {nats: {stream: ALERTS, consumer: responders}}
            autoscaling:
              enabled: true
              minReplicas: 3
              maxReplicas: 12
              threshold: 2000000
              keda: {natsServerMonitoringEndpoint: "nats.shop.svc:8222", account: FALCO}
            """);

    var spec = rendered.only("ScaledObject").getAsJsonObject("spec");
    assertThat(spec.get("minReplicaCount").getAsInt()).isEqualTo(3);
    assertThat(spec.get("maxReplicaCount").getAsInt()).isEqualTo(12);
    assertThat(spec.getAsJsonObject("fallback").get("replicas").getAsInt()).isEqualTo(3);
    assertThat(spec.get("triggers"))
        .isEqualTo(
            Rendered.read(
                """
                - type: nats-jetstream
                  metadata:
                    natsServerMonitoringEndpoint: nats.shop.svc:8222
                    account: FALCO
                    stream: ALERTS
                    consumer: responders
                    lagThreshold: "2000000"
                """));
  }

  @Test
  void kubernetesScalesWithinTheSameBounds() throws Exception {
    var rendered =
        rendered(
            RELEASE,
            """
            autoscaling:
              {enabled: true, type: hpa, minReplicas: 1, maxReplicas: 4, threshold: 2000000}
            """);

    var spec = rendered.only("HorizontalPodAutoscaler").getAsJsonObject("spec");
    assertThat(spec.get("minReplicas").getAsInt()).isEqualTo(1);
    assertThat(spec.get("maxReplicas").getAsInt()).isEqualTo(4);
    assertThat(spec.get("metrics").toString()).contains("\"averageValue\":\"2000000\"");
  }

  @Test
  void releaseOfAnotherNameScalesAndWatchesItsOwnPods() throws Exception {
    for (var type : new String[] {"hpa", "keda"}) {
      var rendered =
          rendered(
              "blue",
              """
              nameOverride: guardian
              podMonitor: {enabled: true}
              autoscaling: {enabled: true, type: %s}
              """
                  .formatted(type));

      var scaler = rendered.only(type.equals("keda") ? "ScaledObject" : "HorizontalPodAutoscaler");
      assertThat(scaler.getAsJsonObject("spec").getAsJsonObject("scaleTargetRef").get("name"))
          .isEqualTo(rendered.only("Deployment").getAsJsonObject("metadata").get("name"));
      assertThat(rendered.only("PodMonitor").getAsJsonObject("spec").get("selector"))
          .isEqualTo(Rendered.read("matchLabels: {app.kubernetes.io/name: guardian}"))
          .isEqualTo(rendered.only("Deployment").getAsJsonObject("spec").get("selector"));
    }
  }

  private Rendered rendered(String release, String values) throws Exception {
    var file = Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values);
    return helm.rendered(release, "--values=" + file);
  }

  private static String label(JsonElement object, String name) {
    return object
        .getAsJsonObject()
        .getAsJsonObject("metadata")
        .getAsJsonObject("labels")
        .get(name)
        .getAsString();
  }
}
