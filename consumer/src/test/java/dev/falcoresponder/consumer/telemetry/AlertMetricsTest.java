package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertMetricsTest {
  private static final Instant NOW = Alerts.STORED_AT.plusSeconds(3);
  private static final Verb ACK = new Verb.Ack();
  private static final Verb ACK_SYNC = new Verb.AckSync();
  private static final Verb NAK = new Verb.Nak(Duration.ofSeconds(1));
  private static final Verb TERM = new Verb.Term();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AlertMetrics metrics = new AlertMetrics(registry, InstantSource.fixed(NOW));

  @Test
  void alertIsCountedOnceUnderItsOutcome() {
    settle(Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")), ACK);
    settle(Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")), ACK);
    settle(Alerts.early(new Outcome.Ignored(Reason.NO_POD, "")), ACK);
    settle(Alerts.answered(new Outcome.Acted("")), ACK_SYNC);

    assertThat(scrape())
        .contains(
            settled("ignored", "NO_RULE", 2),
            settled("ignored", "NO_POD", 1),
            settled("acted", "", 1));
  }

  @Test
  void bothKindsOfDuplicatesAreTold() {
    var earlier = new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "", Optional.empty());
    settle(Alerts.answered(new Outcome.Duplicate("", Stage.OVER)), ACK);
    settle(Alerts.answered(new Outcome.SettledBefore(earlier)), ACK_SYNC);

    assertThat(scrape())
        .contains(settled("duplicate", "CLAIMED", 1), settled("duplicate", "SETTLED_BEFORE", 1));
  }

  @Test
  void everyActionIsCountedByRuleAndOutcome() {
    settle(Alerts.answered(new Outcome.Acted(""), new Outcome.Stale(Reason.REPLACED, "")), ACK);

    assertThat(scrape())
        .contains(
            "falco_responder_actions_total{action=\"kubernetes:terminate\",outcome=\"acted\","
                + "rule=\"Kill shells\"} 1.0",
            "falco_responder_actions_total{action=\"kubernetes:terminate\",outcome=\"stale\","
                + "rule=\"Kill shells\"} 1.0");
  }

  @Test
  void responseIsMeasuredFromStorageAndAgeFromTheEvent() {
    settle(Alerts.answered(new Outcome.Acted("")), ACK_SYNC);

    assertThat(scrape())
        .contains(
            "falco_responder_response_seconds_sum{outcome=\"acted\"} 3.0",
            "falco_responder_response_seconds_bucket{outcome=\"acted\",le=\"2.5\"} 0",
            "falco_responder_response_seconds_bucket{outcome=\"acted\",le=\"5.0\"} 1",
            "falco_responder_alert_age_seconds_sum{outcome=\"acted\"} 5.0",
            "falco_responder_handling_seconds_sum 0.02");
  }

  @Test
  void whatIsNotDoneYetIsNoResponse() {
    settle(Alerts.answered(retry()), NAK);
    settle(Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")), ACK);

    assertThat(scrape())
        .doesNotContain("alert_age_seconds_sum")
        .doesNotContainPattern("response_seconds_count\\{.*} [^0]")
        .contains("falco_responder_handling_seconds_count 2");
  }

  /** The time is chosen by whoever sends the alert. */
  @ParameterizedTest
  @EnumSource(AbsurdTime.class)
  void absurdTimeInAnAlertBreaksNothing(AbsurdTime absurd) {
    settle(Alerts.answered(Optional.of(absurd.time), new Outcome.Acted("")), ACK_SYNC);

    assertThat(scrape()).contains("falco_responder_alert_age_seconds_count{outcome=\"acted\"} 1");
    assertThat(scrape()).doesNotContain("age_seconds_sum{outcome=\"acted\"} -");
  }

  enum AbsurdTime {
    LONG_AGO(Instant.MIN),
    FAR_OFF(Instant.MAX);

    private final Instant time;

    AbsurdTime(Instant time) {
      this.time = time;
    }
  }

  @Test
  void alertWithoutATimeHasNoAge() {
    settle(Alerts.answered(Optional.empty(), new Outcome.Acted("")), ACK_SYNC);

    assertThat(scrape())
        .contains("response_seconds_count{outcome=\"acted\"} 1")
        .doesNotContain("alert_age_seconds_count");
  }

  @Test
  void deadLetterIsCountedOnceItIsKept() {
    settle(Alerts.early(new Outcome.Rejected(DeadLetterReason.MALFORMED, "")), TERM);
    settle(Alerts.early(new Outcome.Rejected(DeadLetterReason.MALFORMED, "")), NAK);

    assertThat(scrape()).contains("falco_responder_dead_letters_total{reason=\"MALFORMED\"} 1.0");
  }

  @Test
  void deadLetterOfAnAlertThatComesAgainForAnotherActionIsCountedOnce() {
    var rejected = new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "");
    settle(Alerts.answered(rejected, retry()), NAK);
    var earlier = SettledOutcome.of(rejected, Optional.empty());
    settle(Alerts.answered(new Outcome.SettledBefore(earlier), new Outcome.Acted("")), TERM);

    assertThat(scrape()).contains("falco_responder_dead_letters_total{reason=\"FORBIDDEN\"} 1.0");
  }

  @Test
  void deliveryAfterTheFirstIsARedelivery() {
    settle(Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")), ACK);
    metrics.settled(
        Alerts.envelope(2),
        Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")),
        ACK,
        Duration.ZERO);

    assertThat(scrape()).contains("falco_responder_redeliveries_total 1.0");
  }

  @Test
  void troubleIsCounted() {
    metrics.defect(Alerts.envelope(1), new IllegalStateException("boom"));
    metrics.unwritten(Alerts.envelope(1), "full");
    metrics.notTaken(Alerts.envelope(1), ACK_SYNC);

    assertThat(scrape())
        .contains(
            "falco_responder_defects_total 1.0",
            "falco_responder_unwritten_total 1.0",
            "falco_responder_verbs_not_taken_total{verb=\"ack-sync\"} 1.0");
  }

  /** A label that an alert could choose would let it fill our memory and Prometheus'. */
  @Test
  void alertsCannotAddLabels() {
    settleAsSubject("falco.notice.one");
    var before = scrape().lines().count();
    for (var i = 0; i < 1_000; i++) {
      settleAsSubject("falco.notice.r" + i);
    }

    assertThat(scrape().lines().count()).isEqualTo(before);
  }

  @Test
  void seriesOfFloodsExistBeforeTheFirstAlert() {
    assertThat(scrape())
        .contains(settled("ignored", "NO_RULE", 0), settled("duplicate", "CLAIMED", 0));
  }

  /** Without it the first would be no increase. */
  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void everyReasonToGiveUpHasItsSeriesFromTheStart(DeadLetterReason reason) {
    assertThat(scrape())
        .contains("falco_responder_dead_letters_total{reason=\"%s\"} 0.0".formatted(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ack", "ack-sync", "nak", "term"})
  void everyVerbHasItsSeriesFromTheStart(String verb) {
    assertThat(scrape())
        .contains("falco_responder_verbs_not_taken_total{verb=\"%s\"} 0.0".formatted(verb));
  }

  @Test
  void everyResponseHasItsSeriesFromTheStart() {
    assertThat(scrape().lines().filter(line -> line.contains("response_seconds_count")))
        .extracting(line -> line.replaceAll(".*outcome=\"(.*)\"} 0", "$1"))
        .containsExactlyInAnyOrder("acted", "would-act", "would-hold", "gone", "stale", "refused");
  }

  private void settleAsSubject(String subject) {
    var envelope =
        new Envelope(
            new AlertId("FALCO", 1, NOW), subject, new Payload(new byte[0]), 1, Optional.empty());
    var outcome = new Outcome.Ignored(Reason.NO_RULE, subject);
    metrics.settled(envelope, new Answer.Early(envelope, outcome), ACK, Duration.ZERO);
    metrics.settled(
        envelope, Alerts.answered(new Outcome.Gone(Reason.NOT_FOUND, subject)), ACK, Duration.ZERO);
  }

  private void settle(Answer answer, Verb verb) {
    metrics.settled(Alerts.envelope(1), answer, verb, Duration.ofMillis(20));
  }

  private static String settled(String outcome, String reason, int count) {
    return "falco_responder_alerts_settled_total{outcome=\"%s\",reason=\"%s\"} %d.0"
        .formatted(outcome, reason, count);
  }

  private static Outcome retry() {
    return new Outcome.Retry(Reason.API_SERVER_BUSY, "429", Optional.empty(), true);
  }

  private String scrape() {
    return new String(new MetricsPage(registry).scrape().body().bytes(), StandardCharsets.UTF_8);
  }
}
