package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Counts for Prometheus. Labels are words of enums, names of actions, and names of rules in the
 * rule file: an alert can choose none of them, so their number is bounded.
 */
public final class AlertMetrics implements AlertListener {
  /** Without {@link Verb.Leave}: what is not said is not refused. */
  private static final List<Verb> SAID =
      List.of(new Verb.Ack(), new Verb.AckSync(), new Verb.Nak(Duration.ZERO), new Verb.Term());

  private final InstantSource clock;
  private final SettledCounter settled;
  private final Counter actions;
  private final Counter deadLetters;
  private final Counter redeliveries;
  private final Counter defects;
  private final Counter unwritten;
  private final Counter notTaken;
  private final DistributionDataPoint handling;
  private final Histogram response;
  private final Histogram age;

  /** Registers the metrics; a registry takes them once. */
  public AlertMetrics(PrometheusRegistry registry, InstantSource clock) {
    this.clock = clock;
    settled = new SettledCounter(registry);
    actions = counter(registry, "actions_total", "Actions answered.", "rule", "action", "outcome");
    deadLetters = counter(registry, "dead_letters_total", "Alerts given up and kept.", "reason");
    redeliveries =
        counter(registry, "redeliveries_total", "Deliveries of alerts delivered before.");
    defects = counter(registry, "defects_total", "Failures of this program, each on one alert.");
    unwritten =
        counter(registry, "unwritten_total", "Deliveries whose records could not all be kept.");
    notTaken =
        counter(registry, "verbs_not_taken_total", "Answers the broker did not take.", "verb");
    handling =
        histogram(registry, "handling_seconds", "From delivery to answer, any outcome.")
            .labelValues();
    response =
        histogram(registry, "response_seconds", "From storage at the broker to answer.", "outcome");
    age = histogram(registry, "alert_age_seconds", "From the event to the action.", "outcome");
    begin();
  }

  /**
   * What is rare must be there before it happens: Prometheus takes a series that begins with 1 for
   * one in which nothing has happened.
   */
  private void begin() {
    for (var reason : DeadLetterReason.values()) {
      deadLetters.initLabelValues(reason.name());
    }
    SAID.forEach(verb -> notTaken.initLabelValues(verb.word()));
    for (var kind : OutcomeKind.values()) {
      if (isResponse(kind)) {
        response.initLabelValues(kind.word());
      }
    }
  }

  private static boolean isResponse(OutcomeKind kind) {
    return switch (kind) {
      case ACTED, WOULD_ACT, WOULD_HOLD, GONE, STALE, REFUSED -> true;
      case DUPLICATE, IGNORED, RETRY, REJECTED, REDRIVEN, DISCARDED -> false;
    };
  }

  @Override
  public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
    settled.count(Weight.decisive(answer));
    handling.observe(seconds(took));
    if (envelope.deliveries() > 1) {
      redeliveries.inc();
    }
    switch (answer) {
      case Answer.Early(_, Outcome outcome) -> countLetter(outcome, verb);
      case Answer.Responses(_, List<Response> responses) -> {
        for (var one : responses) {
          count(envelope, one);
          countLetter(one.outcome(), verb);
        }
      }
    }
  }

  @Override
  public void defect(Envelope envelope, Throwable cause) {
    defects.inc();
  }

  @Override
  public void unwritten(Envelope envelope, String why) {
    unwritten.inc();
  }

  @Override
  public void notTaken(Envelope envelope, Verb verb) {
    notTaken.labelValues(verb.word()).inc();
  }

  private void count(Envelope envelope, Response one) {
    var planned = one.planned();
    var kind = one.outcome().kind();
    actions
        .labelValues(planned.rule().name(), planned.action().spec().actionner(), kind.word())
        .inc();
    if (isResponse(kind)) {
      response.labelValues(kind.word()).observe(since(envelope.id().storedAt()));
      planned
          .alert()
          .alert()
          .time()
          .ifPresent(time -> age.labelValues(kind.word()).observe(since(time)));
    }
  }

  /**
   * A letter that could not be kept leaves the alert with the broker, and is counted next time; so
   * is one whose alert comes again for the sake of another action.
   */
  private void countLetter(Outcome outcome, Verb verb) {
    if (verb instanceof Verb.Nak) {
      return;
    }
    switch (outcome) {
      case Outcome.Rejected(DeadLetterReason why, _) -> deadLetters.labelValues(why.name()).inc();
      case Outcome.SettledBefore(SettledOutcome earlier)
          when earlier.kind() == OutcomeKind.REJECTED ->
          deadLetters.labelValues(earlier.reason().orElse("")).inc();
      default -> {}
    }
  }

  /** Clocks differ: what seems to come from the future has just happened. */
  private double since(Instant then) {
    return Math.max(0, seconds(Duration.between(then, clock.instant())));
  }

  private static double seconds(Duration duration) {
    // Not toNanos: an alert may name a time that is further away than a long of them.
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder()
        .name(MetricNames.of(name))
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  private static Histogram histogram(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Histogram.builder()
        .name(MetricNames.of(name))
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(MetricNames.seconds())
        .register(registry);
  }
}
