package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** Counts reloads for Prometheus; both results are there from the start, so that rates work. */
public final class ReloadCounter implements ReloadListener {
  private final CounterDataPoint loaded;
  private final CounterDataPoint rejected;

  /** Registers the metric; a registry takes it once. */
  public ReloadCounter(PrometheusRegistry registry) {
    var reloads =
        Counter.builder()
            .name(MetricNames.of("rules_reload_total"))
            .help("Changes of the rule files, by whether their rules went live.")
            .labelNames("result")
            .register(registry);
    loaded = reloads.labelValues("loaded");
    rejected = reloads.labelValues("rejected");
  }

  @Override
  public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
    loaded.inc();
  }

  @Override
  public void rejected(RuleVersion live, List<Problem> problems) {
    rejected.inc();
  }
}
