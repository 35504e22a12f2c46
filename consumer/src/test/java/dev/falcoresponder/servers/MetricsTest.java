package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      Metrics.parse(
          """
          # HELP settled_total Alerts.
          # TYPE settled_total counter
          settled_total{outcome="acted",reason="done"} 3.0
          settled_total{outcome="acted",reason="gone"} 2.0
          settled_total{outcome="skipped",reason="a \\"b\\" {c}, d"} 1e2
          up 1
          slowest_seconds{le="+Inf"} +Inf 1700000000
          """);

  @Test
  void sumsOverTheLabelsThatAreNotAskedFor() {
    assertThat(METRICS.sum("settled_total", Map.of("outcome", "acted"))).isEqualTo(5);
    assertThat(METRICS.sum("settled_total")).isEqualTo(105);
  }

  @Test
  void readsQuotesAndBracesInLabels() {
    assertThat(METRICS.sum("settled_total", Map.of("reason", "a \"b\" {c}, d"))).isEqualTo(100);
  }

  @Test
  void tellsAbsentFromZero() {
    assertThat(METRICS.value("up", Map.of())).hasValue(1);
    assertThat(METRICS.value("down", Map.of())).isEmpty();
    assertThat(METRICS.sum("down")).isZero();
  }

  @Test
  void readsInfinityAndIgnoresTheTimestamp() {
    assertThat(METRICS.value("slowest_seconds", Map.of("le", "+Inf")))
        .hasValue(Double.POSITIVE_INFINITY);
  }
}
