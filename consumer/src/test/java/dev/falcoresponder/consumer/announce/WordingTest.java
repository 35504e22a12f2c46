package dev.falcoresponder.consumer.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.outcome.Objection;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetterReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {
  private static final String CAUSE =
      "Falco saw \"Terminal shell in container\" and response rule \"Kill shells\" asks for it";
  private static final Outcome REFUSED =
      new Outcome.Refused(
          List.of(
              new Objection(Reason.PROTECTED_LABEL, "namespace shop is labelled"),
              new Objection(Reason.MIRROR_POD, "a static pod")));

  static Stream<Arguments> told() {
    return Stream.of(
        Arguments.of(
            new Outcome.Acted("deleted pod shop/cart-0"),
            EventType.WARNING,
            "FalcoResponseTerminated",
            "Terminated because " + CAUSE + ": deleted pod shop/cart-0"),
        Arguments.of(
            REFUSED,
            EventType.WARNING,
            "FalcoResponseRefused",
            "Not terminated, though "
                + CAUSE
                + " (PROTECTED_LABEL): namespace shop is labelled; a static pod"),
        Arguments.of(
            new Outcome.Stale(Reason.REPLACED, "pod shop/cart-0 now has uid 2"),
            EventType.NORMAL,
            "FalcoResponseStale",
            "Not terminated, though "
                + CAUSE
                + "; the pod that runs now is not provably the one in the alert (REPLACED): pod"
                + " shop/cart-0 now has uid 2"),
        Arguments.of(
            new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "our account may not delete pods"),
            EventType.WARNING,
            "FalcoResponseGivenUp",
            "Given up as a dead letter (falco-responder dead-letters list), though "
                + CAUSE
                + " (FORBIDDEN): our account may not delete pods"),
        Arguments.of(
            new Outcome.Rejected(DeadLetterReason.HELD, "over budget"),
            EventType.WARNING,
            "FalcoResponseHeld",
            "Held for approval as a dead letter (falco-responder dead-letters list), though "
                + CAUSE
                + " (HELD): over budget"));
  }

  @ParameterizedTest
  @MethodSource
  void told(Outcome outcome, EventType type, String reason, String note) {
    assertThat(wording(Settled.response(), outcome)).contains(new Wording(type, reason, note));
  }

  @ParameterizedTest
  @MethodSource("told")
  void everyReasonIsAWordThatTheApiServerTakes(
      Outcome outcome, EventType type, String reason, String note) {
    assertThat(reason).matches("[A-Z][A-Za-z]{1,127}");
  }

  static Stream<Outcome> notTold() {
    return Stream.of(
        new Outcome.Gone(Reason.NOT_FOUND, "it is not there"),
        new Outcome.Ignored(Reason.NO_RULE, ""),
        new Outcome.Duplicate("owned by 41", Stage.OVER),
        new Outcome.Retry(Reason.API_SERVER_BUSY, "429", Optional.of(Duration.ZERO), true));
  }

  @ParameterizedTest
  @MethodSource
  void notTold(Outcome outcome) {
    assertThat(wording(Settled.response(), outcome)).isEmpty();
  }

  @Test
  void dryRunCannotBeTakenForAnythingElse() {
    var would = wording(Settled.response().dry(), new Outcome.WouldAct("would delete it"));

    assertThat(would)
        .contains(
            new Wording(
                EventType.NORMAL,
                "FalcoResponseDryRun",
                "Dry run, nothing was done. Would be terminated because "
                    + CAUSE
                    + ": would delete it"));
    assertThat(wording(Settled.response().dry(), new Outcome.WouldHold("would wait")).orElseThrow())
        .extracting(Wording::type, Wording::reason, Wording::note)
        .containsExactly(
            EventType.NORMAL,
            "FalcoResponseDryRun",
            "Dry run, nothing was done. Would be held for approval, though "
                + CAUSE
                + " (HELD): would wait");
    assertThat(wording(Settled.response().dry(), REFUSED).orElseThrow().note())
        .startsWith("Dry run. Not terminated, though ");
    assertThat(
            wording(Settled.response().dry(), new Outcome.Rejected(DeadLetterReason.INVALID, "no"))
                .orElseThrow()
                .note())
        .startsWith("Dry run. Given up as a dead letter");
  }

  @Test
  void namesOfRulesWithoutEndLeaveRoomForWhatFollows() {
    var response = Settled.response().falcoRule("猫".repeat(5_000)).rule("r".repeat(5_000));

    var note = wording(response, REFUSED).orElseThrow().note();

    assertThat(note)
        .startsWith("Not terminated, though Falco saw \"猫")
        .endsWith("(PROTECTED_LABEL): namespace shop is labelled; a static pod");
    assertThat(note.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
  }

  @Test
  void nameOfARuleCannotForgeALine() {
    var response = Settled.response().falcoRule("shell\nWarning  \u202eevil");

    assertThat(wording(response, REFUSED).orElseThrow().note())
        .contains("shell\\nWarning  \\u202eevil")
        .doesNotContain("\n");
  }

  @Test
  void ownerReadsWhichPodItWas() {
    var words = wording(Settled.response(), new Outcome.Acted("")).orElseThrow();

    assertThat(words.about("cart-0"))
        .isEqualTo(
            new Wording(words.type(), words.reason(), "Pod cart-0: Terminated because " + CAUSE));
  }

  private static Optional<Wording> wording(Settled response, Outcome outcome) {
    return Wording.of(response.planned(), SettledOutcome.of(outcome, Optional.of("uid")));
  }
}
