package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TotalsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Totals totals = new Totals(registry);

  @ParameterizedTest
  @EnumSource(Totals.Count.class)
  void everyCountHasANameAndASentence(Totals.Count count) {
    totals.show(count, () -> 3);

    assertThat(scrape())
        .containsPattern("# HELP falco_responder_[a-z_]+_total \\S.*\\.\n")
        .containsPattern("# TYPE falco_responder_[a-z_]+_total counter\n")
        .containsPattern("\nfalco_responder_[a-z_]+_total 3\\.0\n");
  }

  @Test
  void countIsAskedForAtEachScrape() {
    var lost = new AtomicLong(1);
    totals.show(Totals.Count.KEEP_ALIVES_LOST, lost::get);

    assertThat(scrape()).contains("falco_responder_keep_alives_lost_total 1.0");
    lost.set(2);
    assertThat(scrape()).contains("falco_responder_keep_alives_lost_total 2.0");
  }

  @ParameterizedTest
  @CsvSource({"KUBERNETES_EVENTS, kubernetes_events_total", "PODS_RESOLVED, pods_resolved_total"})
  void countInPartsHasOneLineForEach(Totals.Parted count, String name) {
    totals.show(count, Map.of("some", () -> 3, "none", () -> 0));

    assertThat(scrape())
        .containsPattern("# HELP falco_responder_" + name + " \\S.*\\.\n")
        .contains("falco_responder_" + name + "{result=\"some\"} 3.0\n")
        .contains("falco_responder_" + name + "{result=\"none\"} 0.0\n");
  }

  private String scrape() {
    return new String(new MetricsPage(registry).scrape().body().bytes(), StandardCharsets.UTF_8);
  }
}
