package dev.falcoresponder.consumer.telemetry;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** States of the program for Prometheus, asked for at each scrape. */
public final class Gauges {
  private final PrometheusRegistry registry;

  /** Registers what is asked for here; a registry takes each once. */
  public Gauges(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** A state that can be shown. */
  public enum State {
    /** 1 while there is all that is needed. */
    READY("ready", "1 while this replica has all that it needs."),
    /** Alerts in hand. */
    IN_HAND("in_hand", "Alerts in hand in this replica."),
    /** The most alerts that can be in hand. */
    MAX_IN_HAND("max_in_hand", "Alerts that can be in hand in this replica."),
    /** 1 while alerts are fetched, 0 while intake waits for the API server. */
    GATE_OPEN("gate_open", "1 while alerts are fetched, 0 while intake waits for the API server."),
    /** 1 while connected to NATS. */
    NATS_CONNECTED("nats_connected", "1 while connected to NATS."),
    /** 1 where alerts are read by core NATS and nobody has asked for that. */
    JETSTREAM_MISSING(
        "jetstream_missing",
        "1 where nats.mode auto has found no JetStream, so that alerts can be lost."),
    /** Rules in force. */
    RULES_LOADED("rules_loaded", "Response rules in force."),
    /** When the rules in force were loaded, in seconds since 1970. */
    RULES_LAST_LOAD(
        "rules_last_load_timestamp_seconds", "When the rules in force were loaded, in Unix time."),
    /** 1 while the rule files hold what was rejected, and the rules before are in force. */
    RULES_RELOAD_FAILED(
        "rules_reload_failed", "1 while the rule files as they are now were rejected."),
    /** Deletions that count against the budget. */
    BUDGET_SPENT("budget_spent", "Deletions that count, as this replica last saw them."),
    /** Deletions that the budget allows. */
    BUDGET_LIMIT("budget_limit", "Deletions that the budget allows; 0 for any number."),
    /** Alerts the stream still holds for all replicas. */
    CONSUMER_PENDING("consumer_pending", "Alerts not yet delivered to any replica."),
    /** Alerts delivered and not answered, over all replicas. */
    CONSUMER_ACK_PENDING("consumer_ack_pending", "Alerts in hand or in back-off, all replicas.");

    private final String metric;
    private final String help;

    State(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }
  }

  /** Shows a state; the supplier is called at each scrape and must not wait. */
  public Gauges show(State state, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(MetricNames.of(state.metric))
        .help(state.help)
        .callback(callback -> callback.call(contained(value)))
        .register(registry);
    return this;
  }

  /** A state that cannot be told must not take the other metrics down. */
  private static double contained(DoubleSupplier value) {
    try {
      return value.getAsDouble();
    } catch (RuntimeException _) {
      return Double.NaN;
    }
  }

  /** Shows which build this is. */
  public Gauges build(String version) {
    Info.builder()
        .name(MetricNames.of("build_info"))
        .help("The build that runs.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
    return this;
  }

  /**
   * Shows which rules are in force, in exactly one series.
   *
   * @param hash asked for at each scrape; must not wait
   */
  public Gauges rules(Supplier<String> hash) {
    // The library's Info holds, for a moment of each change, the series before and after.
    registry.register(() -> rulesInfo(hash.get()));
    return this;
  }

  private static InfoSnapshot rulesInfo(String hash) {
    return InfoSnapshot.builder()
        .name(MetricNames.of("rules"))
        .help("The rules in force, by a hash of the merged rule files.")
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder().labels(Labels.of("hash", hash)).build())
        .build();
  }

  /** Shows memory, garbage collection, threads and the process. */
  public Gauges jvm() {
    JvmMetrics.builder().register(registry);
    return this;
  }
}
