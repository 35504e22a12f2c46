package dev.falcoresponder.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.monitoring.AlertScenarios.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts, as Prometheus' own tool sees them. */
class AlertRulesIT {
  private final AlertRules rules = AlertRules.read();
  private final Promtool promtool = Promtool.find();

  @TempDir private Path folder;

  @BeforeEach
  void writeRules() throws IOException {
    rules.writeTo(folder.resolve("rules.json"));
    try (var scenarios = AlertScenarios.open()) {
      Files.copy(scenarios, folder.resolve("alerts.yaml"));
    }
  }

  @Test
  void rulesAreFreeOfMistakes() {
    var checked =
        promtool.run(
            "check",
            "rules",
            "--lint=all",
            "--lint-fatal",
            folder.resolve("rules.json").toString());

    assertThat(checked.exit()).as(checked.stdout() + checked.stderr()).isZero();
    assertThat(checked.stdout()).contains(rules.all().size() + " rules found");
  }

  @Test
  void inEveryScenarioJustThoseRingThatShould() {
    var tested = promtool.run("test", "rules", folder.resolve("alerts.yaml").toString());

    assertThat(tested.exit()).as(tested.stdout() + tested.stderr()).isZero();
  }

  static List<AlertRules.Alert> alerts() {
    return AlertRules.read().all();
  }

  /** In a quiet one there is every metric that the alert looks at, or quiet would mean nothing. */
  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertHasAScenarioInWhichItRingsAndOneInWhichItDoesNot(AlertRules.Alert alert) {
    var scenarios = AlertScenarios.read();

    assertThat(scenarios)
        .filteredOn(scenario -> scenario.name().startsWith(alert.name() + " rings"))
        .isNotEmpty()
        .allMatch(scenario -> scenario.ringing().contains(alert.name()));
    assertThat(scenarios)
        .filteredOn(scenario -> scenario.name().startsWith(alert.name() + " is quiet"))
        .isNotEmpty()
        .noneMatch(scenario -> scenario.ringing().contains(alert.name()))
        .extracting(Scenario::metrics)
        .allSatisfy(metrics -> assertThat(metrics).containsAll(PromQl.metrics(alert.expression())));
  }
}
