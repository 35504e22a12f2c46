package dev.falcoresponder.consumer.telemetry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.LongSupplier;

/** What parts of the program count themselves, for Prometheus; asked for at each scrape. */
public final class Totals {
  private final PrometheusRegistry registry;

  /** Registers what is asked for here; a registry takes each once. */
  public Totals(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Something that is counted. */
  public enum Count {
    /** Requests for alerts that failed. */
    FETCH_ERRORS("fetch_errors_total", "Requests for alerts that failed."),
    /** Signs of life that the broker did not take. */
    KEEP_ALIVES_LOST("keep_alives_lost_total", "Extensions that did not reach the broker."),
    /** Failures of the loop, or of what it runs, that nobody thought of. */
    INTAKE_DEFECTS("intake_defects_total", "Failures of this program that no alert contained."),
    /** Alerts that this process lost, which only core NATS allows. */
    DROPPED("alerts_dropped_total", "Alerts lost in this process, core NATS only.");

    private final String metric;
    private final String help;

    Count(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }
  }

  /** Something that is counted by what came of it. */
  public enum Parted {
    /** Kubernetes Events that were to be told. */
    KUBERNETES_EVENTS("kubernetes_events_total", "Kubernetes Events, by what became of them."),
    /** Searches for the pods of alerts that name none. */
    PODS_RESOLVED("pods_resolved_total", "Searches for a pod by its container's id, by result.");

    private final String metric;
    private final String help;

    Parted(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }
  }

  /**
   * Shows a count in parts, with the part in the label {@code result}.
   *
   * @param parts by words of an enum; for each as for {@link #show(Count, LongSupplier)}
   */
  public Totals show(Parted count, Map<String, LongSupplier> parts) {
    CounterWithCallback.builder()
        .name(MetricNames.of(count.metric))
        .help(count.help)
        .labelNames("result")
        .callback(callback ->
            parts.forEach((part, value) -> callback.call((double) value.getAsLong(), part)))
        .register(registry);
    return this;
  }

  /** Shows a count; the supplier never answers less than before, and must not wait. */
  public Totals show(Count count, LongSupplier value) {
    CounterWithCallback.builder()
        .name(MetricNames.of(count.metric))
        .help(count.help)
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
    return this;
  }
}
