package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.model.OutcomeKind;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts settled alerts by outcome and reason. Looking a label set up costs more than all else that
 * happens to an ignored alert here, so those that floods consist of are looked up beforehand.
 */
final class SettledCounter {
  private final Counter settled;
  private final Map<Reason, CounterDataPoint> ignored = new EnumMap<>(Reason.class);
  private final CounterDataPoint duplicate;
  private final CounterDataPoint settledBefore;

  SettledCounter(PrometheusRegistry registry) {
    settled =
        Counter.builder()
            .name(MetricNames.of("alerts_settled_total"))
            .help("Alerts answered, by outcome and reason.")
            .labelNames("outcome", "reason")
            .register(registry);
    for (var reason : new Reason[] {Reason.NO_RULE, Reason.NO_POD}) {
      ignored.put(reason, labelled(OutcomeKind.IGNORED, reason.name()));
    }
    duplicate = labelled(OutcomeKind.DUPLICATE, Reason.CLAIMED.name());
    settledBefore = labelled(OutcomeKind.DUPLICATE, Reason.SETTLED_BEFORE.name());
  }

  void count(Outcome outcome) {
    var point =
        switch (outcome) {
          case Outcome.Ignored(Reason why, _) when ignored.containsKey(why) -> ignored.get(why);
          case Outcome.Duplicate _ -> duplicate;
          case Outcome.SettledBefore _ -> settledBefore;
          default -> labelled(outcome.kind(), outcome.reason().orElse(""));
        };
    point.inc();
  }

  private CounterDataPoint labelled(OutcomeKind kind, String reason) {
    return settled.labelValues(kind.word(), reason);
  }
}
