package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.manifests.AdapterRule;
import dev.falcoresponder.monitoring.AlertRules;
import dev.falcoresponder.monitoring.Dashboard;
import dev.falcoresponder.monitoring.PromQl;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Metrics;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Prometheus;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts and dashboard on what a real Prometheus has scraped from a replica that has worked. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class MonitoringIT {
  /** A stretch of time that holds the whole test, on however busy a machine. */
  private static final String ALL_OF_IT = "1h";

  private static final String HELD = "Shell where care is taken";
  private static final String RULES =
      """
      - action: Terminate
        actionner: kubernetes:terminate
      - rule: Shell
        match: {rules: [Terminal shell in container]}
        actions: [{action: Terminate}]
      - rule: With care
        approval: required
        match: {rules: [%s]}
        actions: [{action: Terminate}]
      """
          .formatted(HELD);

  private final Stage stage;
  private final ResponderProcess replica;
  private final Prometheus prometheus;

  MonitoringIT(ApiServer apiServer, @TempDir Path folder) throws Exception {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    replica = stage.replica().setting("rules.files", rules.toString()).start();
    prometheus =
        Prometheus.start(
            Map.of("replica-a", replica), AlertRules.read().writeTo(folder.resolve("alerts.json")));
  }

  @BeforeAll
  void haveItWork() {
    // Before anything has happened, so that there is something to compare with.
    Stage.until("a backlog is known", () -> value("falco_responder_consumer_pending") == 0);
    Stage.until("two scrapes", () -> value("count_over_time(falco_responder_build_info[1h])") >= 2);
    var pods = stage.cluster().pods("monitored");
    var shielded = stage.cluster().pods("shield", Map.of("falco-responder.dev/protect", "true"));
    stage.broker().publish(Alert.about(pods.running("acted-0")));
    stage.broker().publish(Alert.about(shielded.running("refused-0")));
    stage.broker().publish(Alert.about(pods.running("held-0")).ofRule(HELD));
    stage.broker().publish("falco.notice.garbage", "no alert".getBytes(UTF_8));
    stage.awaitSettled();
    Stage.until("the last of them is scraped", () -> increase("dead_letters_total") > 1);
    // What begins with the first action has no rate before it was seen twice.
    Stage.until(
        "and all of them twice",
        () -> value("min(count_over_time(falco_responder_actions_total[1h]))") >= 2);
  }

  @AfterAll
  void close() {
    prometheus.close();
    replica.close();
    stage.close();
  }

  static List<String> dashboard() {
    return Dashboard.read().expressions();
  }

  static List<AlertRules.Alert> alerts() {
    return AlertRules.read().all();
  }

  @Test
  void everyMetricThatIsNamedIsServedByAReplica() {
    assertThat(
            Stream.of(
                    dashboard(),
                    alerts().stream().map(AlertRules.Alert::expression).toList(),
                    List.of(AdapterRule.read().query()))
                .flatMap(Collection::stream)
                .flatMap(expression -> PromQl.metrics(expression).stream()))
        .isSubsetOf(served());
  }

  @ParameterizedTest
  @MethodSource("dashboard")
  void everyExpressionOfTheDashboardShowsNumbers(String expression) {
    var filledIn = Dashboard.filledIn(expression, ALL_OF_IT, ALL_OF_IT);

    assertThat(prometheus.query(filledIn))
        .isNotEmpty()
        .allSatisfy(series -> assertThat(series.points().getFirst().value()).isFinite());
  }

  @Test
  void firstPodThatIsDeletedIsCountedAndSoIsTheFirstThatIsHeld() {
    assertThat(increase("response_seconds_count{outcome=\"acted\"}")).isPositive();
    assertThat(increase("dead_letters_total{reason=\"HELD\"}")).isPositive();
  }

  @Test
  void everyAlertIsEvaluatedAndWhatRingsIsReadable() {
    Stage.until("evaluated", () -> rules().stream().allMatch(rule -> health(rule).equals("ok")));
    Stage.until("it rings", () -> ringing().containsAll(Set.of("FalcoResponderHeld")));

    assertThat(rules()).extracting(MonitoringIT::name).isEqualTo(AlertRules.read().names());
    assertThat(ringing())
        .containsExactlyInAnyOrder("FalcoResponderHeld", "FalcoResponderDeadLetters");
    assertThat(
            rules().stream()
                .flatMap(rule -> rule.getAsJsonArray("alerts").asList().stream())
                .map(alert -> alert.getAsJsonObject().getAsJsonObject("annotations").toString()))
        .isNotEmpty()
        .allSatisfy(text ->
            assertThat(text).contains("in " + Prometheus.NAMESPACE).doesNotContain("{{", "<"));
  }

  @Test
  void adapterFindsTheBacklogAndAsksForOneNumber() {
    var rule = AdapterRule.read();

    assertThat(prometheus.query(rule.seriesQuery())).isNotEmpty();
    assertThat(prometheus.query(rule.query()))
        .singleElement()
        .satisfies(series -> assertThat(series.points().getFirst().value()).isZero());
  }

  private double increase(String metric) {
    return value("sum(increase(falco_responder_%s[%s]))".formatted(metric, ALL_OF_IT));
  }

  private double value(String expression) {
    return prometheus.query(expression).stream()
        .mapToDouble(series -> series.points().getFirst().value())
        .findFirst()
        .orElse(Double.NaN);
  }

  private Set<String> served() {
    return replica.metrics().samples().stream()
        .map(Metrics.Sample::name)
        .collect(Collectors.toSet());
  }

  private List<JsonObject> rules() {
    return prometheus.rules();
  }

  private Set<String> ringing() {
    return rules().stream()
        .filter(rule -> rule.get("state").getAsString().equals("firing"))
        .map(MonitoringIT::name)
        .collect(Collectors.toSet());
  }

  private static String name(JsonObject rule) {
    return rule.get("name").getAsString();
  }

  private static String health(JsonObject rule) {
    return rule.get("health").getAsString();
  }
}
