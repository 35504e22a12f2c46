package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettledLogTest {
  private static final Duration TOOK = Duration.ofMillis(17);

  static Stream<Arguments> levels() {
    var earlier =
        new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "deleted", Optional.of("uid-1"));
    return Stream.of(
        Arguments.of(new Outcome.Ignored(Reason.NO_RULE, ""), Level.DEBUG),
        Arguments.of(new Outcome.Duplicate("owned by 41", Stage.OVER), Level.DEBUG),
        Arguments.of(new Outcome.SettledBefore(earlier), Level.DEBUG),
        Arguments.of(new Outcome.Acted("deleted"), Level.INFO),
        Arguments.of(new Outcome.WouldAct("would be deleted"), Level.INFO),
        Arguments.of(new Outcome.Gone(Reason.NOT_FOUND, ""), Level.INFO),
        Arguments.of(new Outcome.Stale(Reason.REPLACED, ""), Level.INFO),
        Arguments.of(new Outcome.Refused(Reason.MIRROR_POD, "static"), Level.INFO),
        Arguments.of(retry(), Level.WARN),
        Arguments.of(new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "no"), Level.ERROR));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void levelSaysWhetherAPersonShouldLook(Outcome outcome, Level level) {
    var log = new CapturedLog(Level.DEBUG);

    settle(log, Alerts.answered(outcome));

    assertThat(log.only().getLevel()).isEqualTo(level);
    assertThat(log.only().getMessage()).isEqualTo("alert settled");
    assertThat(log.keys()).containsEntry("outcome", outcome.kind().word());
  }

  @Test
  void lineSaysWhatWasDoneToWhat() {
    var log = new CapturedLog(Level.INFO);

    settle(log, Alerts.answered(new Outcome.Refused(Reason.PROTECTED_NAMESPACE, "no touching")));

    assertThat(log.keys())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("seq", "42"),
                Map.entry("rule", "Kill shells"),
                Map.entry("action", "kubernetes:terminate"),
                Map.entry("namespace", "shop"),
                Map.entry("pod", "web-1"),
                Map.entry("uid", Snapshots.UID),
                Map.entry("attempt", "3"),
                Map.entry("outcome", "refused"),
                Map.entry("reason", "PROTECTED_NAMESPACE"),
                Map.entry("detail", "no touching"),
                Map.entry("deliveries", "2"),
                Map.entry("ms", "17")));
  }

  @Test
  void alertThatCameToNoActionIsKnownByItsSubject() {
    var log = new CapturedLog(Level.DEBUG);

    settle(log, Alerts.early(new Outcome.Rejected(DeadLetterReason.MALFORMED, "not JSON")));

    assertThat(log.keys())
        .containsOnlyKeys("seq", "subject", "outcome", "reason", "detail", "deliveries", "ms")
        .containsEntry("subject", "falco.notice.terminal_shell")
        .containsEntry("reason", "MALFORMED");
  }

  @Test
  void severalActionsAreOneLineUnderTheWorstOutcome() {
    var log = new CapturedLog(Level.DEBUG);
    var rejected = new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "no permission");

    settle(log, Alerts.answered(rejected, new Outcome.Acted("deleted")));

    assertThat(log.only().getLevel()).isEqualTo(Level.ERROR);
    assertThat(log.keys())
        .containsEntry("outcome", "rejected")
        .containsEntry("detail", "no permission")
        .containsEntry("responses", "terminate=rejected,terminate=acted");
  }

  @Test
  void amongEqualsTheLastActionStandsForTheAlert() {
    var log = new CapturedLog(Level.DEBUG);

    settle(log, Alerts.answered(new Outcome.Acted("kept"), new Outcome.Acted("deleted")));

    assertThat(log.keys()).containsEntry("detail", "deleted");
  }

  @Test
  void nothingIsBuiltForALevelThatIsOff() {
    var log = new CapturedLog(Level.INFO);

    settle(log, Alerts.early(new Outcome.Ignored(Reason.NO_RULE, "")));

    assertThat(log.events()).isEmpty();
  }

  @Test
  void defectKeepsItsCause() {
    var log = new CapturedLog(Level.INFO);

    new SettledLog(log.logger()).defect(Alerts.envelope(1), new IllegalStateException("boom"));

    assertThat(log.only().getLevel()).isEqualTo(Level.ERROR);
    assertThat(log.only().getThrowableProxy().getMessage()).isEqualTo("boom");
    assertThat(log.keys()).containsEntry("seq", "42");
  }

  @Test
  void verbThatTheBrokerDidNotTakeIsAWarning() {
    var log = new CapturedLog(Level.INFO);
    var listener = new SettledLog(log.logger());

    listener.notTaken(Alerts.envelope(1), new Verb.AckSync());

    assertThat(log.events())
        .extracting(event -> event.getLevel() + " " + event.getMessage())
        .containsExactly("WARN verb not taken by the broker, the alert may come again");
    assertThat(log.keys()).containsEntry("seq", "42").containsEntry("verb", "ack-sync");
  }

  @Test
  void whatCouldNotBeWrittenDownIsAWarningThatSaysWhy() {
    var log = new CapturedLog(Level.INFO);
    var listener = new SettledLog(log.logger());

    listener.unwritten(Alerts.envelope(1), "maximum messages exceeded");

    assertThat(log.events())
        .extracting(event -> event.getLevel() + " " + event.getMessage())
        .containsExactly(
            "WARN not everything about the alert could be written down, it will come again");
    assertThat(log.keys())
        .containsEntry("seq", "42")
        .containsEntry("why", "maximum messages exceeded");
  }

  private static void settle(CapturedLog log, Answer answer) {
    new SettledLog(log.logger()).settled(Alerts.envelope(2), answer, new Verb.AckSync(), TOOK);
  }

  private static Outcome retry() {
    return new Outcome.Retry(Reason.API_SERVER_BUSY, "429", Optional.empty(), true);
  }
}
