package dev.falcoresponder.consumer.settle;

import static dev.falcoresponder.consumer.fixtures.Alerts.SUSPECT;
import static dev.falcoresponder.consumer.fixtures.Alerts.UID;
import static dev.falcoresponder.consumer.fixtures.Alerts.alert;
import static dev.falcoresponder.consumer.fixtures.Alerts.envelope;
import static dev.falcoresponder.consumer.fixtures.Alerts.planned;
import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final Outcome ACTED = new Outcome.Acted("deleted it");

  private final Records records = new Records("replica-1", Clock.fixed(Office.NOW, ZoneOffset.UTC));

  @Test
  void eventSaysWhatWasDoneToWhatBecauseOfWhat() {
    var event = event(response(planned(1), 3, ACTED));

    assertThat(event)
        .isEqualTo(
            new ResponseOutcome(
                "FALCO.1.1785758403.0.terminate.shop." + UID + ".acted",
                "acted",
                null,
                "deleted it",
                "kubernetes:terminate",
                "Shell",
                "Terminal shell in container",
                "Notice",
                "shop",
                "cart-0",
                UID,
                "1f2e3d4c5b6a",
                "FALCO",
                1,
                "2026-08-03T12:00:03Z",
                "2026-08-03T12:00:01.250Z",
                "2026-08-03T12:00:05Z",
                3,
                "replica-1"));
  }

  @Test
  void eventWithAReasonAndNothingMoreToSaySaysTheReason() {
    var event = event(response(planned(1), 1, new Outcome.Gone(Reason.NOT_FOUND, "")));

    assertThat(event.reason()).isEqualTo("NOT_FOUND");
    assertThat(event.detail()).isNull();
  }

  @Test
  void idDoesNotDependOnAttemptReplicaOrTime() {
    var later = new Records("replica-2", Clock.offset(Clock.systemUTC(), java.time.Duration.ZERO));
    var first = response(planned(1), 1, ACTED);
    var second = response(planned(1), 2, ACTED);

    assertThat(later.event(second, settled(second)).id()).isEqualTo(event(first).id());
  }

  @Test
  void idsOfOtherAlertsAndOtherOutcomesAreOthers() {
    var acted = event(response(planned(1), 1, ACTED)).id();

    assertThat(event(response(planned(2), 1, ACTED)).id()).isNotEqualTo(acted);
    assertThat(event(response(planned(1), 1, new Outcome.Gone(Reason.NOT_FOUND, ""))).id())
        .isNotEqualTo(acted);
  }

  @Test
  void idIsOneForTwoRulesThatWantTheSameActionOnThePod() {
    var action = terminate("Kill", true, true);
    var other =
        new PlannedAction(alert(1, SUSPECT), SUSPECT, rule("Other", false, action), action, false);

    assertThat(Records.id(response(other, 1, ACTED)))
        .isEqualTo(Records.id(response(planned(1), 1, ACTED)));
  }

  @Test
  void letterOfAResponseSaysWhichActionOnWhichPod() {
    var response = response(planned(1), 10, ACTED);

    assertThat(records.letter(response, DeadLetterReason.ATTEMPTS_EXHAUSTED, "gave up"))
        .isEqualTo(
            new DeadLetter(
                DeadLetterReason.ATTEMPTS_EXHAUSTED,
                "falco.notice.terminal_shell_in_container",
                "FALCO",
                1,
                envelope(1, 1).id().storedAt(),
                envelope(1, 1).firstStoredAt(),
                1,
                10,
                "gave up",
                "replica-1",
                Optional.of("Shell"),
                Optional.of("kubernetes:terminate"),
                Optional.of("shop/cart-0")));
  }

  @Test
  void letterOfAMessageThatIsNoAlertSaysWhereItCameFrom() {
    assertThat(records.letter(envelope(5, 51), DeadLetterReason.DELIVERIES_EXHAUSTED, "51 times"))
        .isEqualTo(
            new DeadLetter(
                DeadLetterReason.DELIVERIES_EXHAUSTED,
                "falco.notice.terminal_shell_in_container",
                "FALCO",
                5,
                envelope(5, 1).id().storedAt(),
                envelope(5, 1).firstStoredAt(),
                51,
                0,
                "51 times",
                "replica-1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void letterAboutAnAlertThatWasSentAgainSaysWhenItCameFirst() {
    var sent = envelope(1, 1);
    var first = sent.id().storedAt().minusSeconds(3600);
    var again =
        new Envelope(
            sent.id(), sent.subject(), sent.payload(), 1, Optional.of("incident-42"), first);

    var letter = records.letter(again, DeadLetterReason.INVALID, "no rule");

    assertThat(letter.publishedAt()).isEqualTo(sent.id().storedAt());
    assertThat(letter.firstStoredAt()).isEqualTo(first);
  }

  private ResponseOutcome event(Response response) {
    return records.event(response, settled(response));
  }

  private static SettledOutcome settled(Response response) {
    return SettledOutcome.of(response.outcome(), response.podUid());
  }

  private static Response response(PlannedAction planned, int attempt, Outcome outcome) {
    var ticket =
        new ClaimTicket(ClaimKeys.of(planned), planned.alert().envelope().id(), 1, attempt);
    return new Response(planned, Optional.of(ticket), Optional.of(Snapshots.running()), outcome);
  }
}
