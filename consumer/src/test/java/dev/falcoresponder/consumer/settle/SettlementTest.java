package dev.falcoresponder.consumer.settle;

import static dev.falcoresponder.consumer.fixtures.Alerts.envelope;
import static dev.falcoresponder.consumer.fixtures.Alerts.planned;
import static dev.falcoresponder.consumer.settle.Office.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.dedup.Claiming;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettlementTest {
  private static final Outcome ACTED = new Outcome.Acted("deleted it");
  private static final Outcome WOULD_ACT = new Outcome.WouldAct("would delete it");
  private static final Outcome GONE = new Outcome.Gone(Reason.NOT_FOUND, "does not exist");
  private static final Outcome STALE = new Outcome.Stale(Reason.REPLACED, "another uid");
  private static final Outcome UNPROVED =
      new Outcome.Stale(Reason.CONTAINER_UNKNOWN, "no such container");
  private static final Outcome TOO_YOUNG =
      new Outcome.Stale(Reason.STARTED_AFTER_ALERT, "too young");
  private static final Outcome REFUSED = new Outcome.Refused(Reason.MIRROR_POD, "static");
  private static final Outcome FORBIDDEN =
      new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not delete pods");
  private static final Outcome WOULD_HOLD = new Outcome.WouldHold("would be held");
  private static final Outcome HELD = new Outcome.Rejected(DeadLetterReason.HELD, "over budget");
  private static final String LONGEST = "nak 60000";

  private final Office office = new Office();

  /** Outcome; then what is written, in order, and the verb, where everything can be reached. */
  static Stream<Arguments> claimedOutcomes() {
    return Stream.of(
        arguments(ACTED, List.of("claim DONE", "event acted", "ack-sync")),
        arguments(WOULD_ACT, List.of("claim DONE", "event would-act", "ack-sync")),
        arguments(WOULD_HOLD, List.of("claim DONE", "event would-hold", "ack-sync")),
        arguments(HELD, List.of("claim GIVING_UP", "letter HELD", "claim FAILED", "term")),
        arguments(GONE, List.of("claim DONE", "event gone", "ack-sync")),
        arguments(STALE, List.of("claim DONE", "event stale", "ack-sync")),
        arguments(UNPROVED, List.of("event stale", "claim removed", "ack-sync")),
        arguments(TOO_YOUNG, List.of("event stale", "claim removed", "ack-sync")),
        arguments(REFUSED, List.of("event refused", "claim removed", "ack-sync")),
        arguments(
            FORBIDDEN, List.of("claim GIVING_UP", "letter FORBIDDEN", "claim FAILED", "term")),
        arguments(retry(Optional.of(Duration.ofSeconds(17)), true), List.of("nak 17000")),
        arguments(
            retry(Optional.of(Duration.ofSeconds(17)), false),
            List.of("claim INFLIGHT", "nak 17000")));
  }

  @ParameterizedTest
  @MethodSource("claimedOutcomes")
  void whatCameOfAResponseIsWrittenDownBeforeTheOneVerb(Outcome outcome, List<String> expected) {
    settle(1, office.claimed(planned(1), outcome));

    assertThat(office.journal()).isEqualTo(expected);
  }

  /** The same where dead letters and events cannot be kept. */
  static Stream<Arguments> claimedOutcomesWithoutLedger() {
    return Stream.of(
        arguments(ACTED, List.of("claim DONE", "event acted not kept", LONGEST)),
        arguments(WOULD_ACT, List.of("claim DONE", "event would-act not kept", LONGEST)),
        arguments(GONE, List.of("claim DONE", "event gone not kept", LONGEST)),
        arguments(STALE, List.of("claim DONE", "event stale not kept", LONGEST)),
        arguments(REFUSED, List.of("event refused not kept", LONGEST)),
        arguments(FORBIDDEN, List.of("claim GIVING_UP", "letter FORBIDDEN not kept", LONGEST)),
        arguments(retry(Optional.of(Duration.ofSeconds(17)), true), List.of("nak 17000")));
  }

  @ParameterizedTest
  @MethodSource("claimedOutcomesWithoutLedger")
  void alertStaysWithTheBrokerWhileTheLedgerIsAway(Outcome outcome, List<String> expected) {
    var response = office.claimed(planned(1), outcome);
    office.ledger.reachable(false);

    settle(1, response);

    assertThat(office.journal()).isEqualTo(expected);
  }

  /** The same where claims cannot be reached any more. */
  static Stream<Arguments> claimedOutcomesWithoutClaims() {
    return Stream.of(
        arguments(ACTED, List.of(LONGEST)),
        arguments(WOULD_ACT, List.of(LONGEST)),
        arguments(GONE, List.of(LONGEST)),
        arguments(STALE, List.of(LONGEST)),
        arguments(REFUSED, List.of("event refused", LONGEST)),
        arguments(FORBIDDEN, List.of(LONGEST)),
        arguments(retry(Optional.of(Duration.ofSeconds(17)), true), List.of("nak 17000")),
        arguments(retry(Optional.of(Duration.ofSeconds(17)), false), List.of("nak 17000")));
  }

  @ParameterizedTest
  @MethodSource("claimedOutcomesWithoutClaims")
  void alertStaysWithTheBrokerWhileClaimsAreAway(Outcome outcome, List<String> expected) {
    var response = office.claimed(planned(1), outcome);
    office.claims.reachable(false);

    settle(1, response);

    assertThat(office.journal()).isEqualTo(expected);
  }

  /** The same where another alert has taken the claim over. */
  static Stream<Arguments> outcomesOfALostClaim() {
    return Stream.of(
        // Nobody else will say that this pod was deleted.
        arguments(ACTED, List.of("event acted", "ack-sync")),
        arguments(WOULD_ACT, List.of("ack")),
        arguments(GONE, List.of("ack")),
        arguments(STALE, List.of("ack")),
        arguments(REFUSED, List.of("event refused", "ack-sync")),
        arguments(FORBIDDEN, List.of("letter FORBIDDEN", "term")));
  }

  @ParameterizedTest
  @MethodSource("outcomesOfALostClaim")
  void whoLostTheClaimLeavesTheReportToTheOtherUnlessAPodWasDeleted(
      Outcome outcome, List<String> expected) {
    var response = office.claimed(planned(1), outcome);
    // An hour later by the broker's clock: the first claim is taken for orphaned.
    assertThat(office.claim(planned(3600))).isInstanceOf(Claiming.Ours.class);

    settle(1, response);

    assertThat(office.journal()).isEqualTo(expected);
  }

  static Stream<Arguments> outcomesWithoutClaim() {
    return Stream.of(
        arguments(
            new Outcome.Duplicate("alert 7 is working on it", Stage.IN_FLIGHT), List.of("ack")),
        arguments(
            new Outcome.SettledBefore(SettledOutcome.of(ACTED, Optional.of(Alerts.UID))),
            List.of("event acted", "ack-sync")),
        arguments(
            new Outcome.SettledBefore(SettledOutcome.of(FORBIDDEN, Optional.empty())),
            List.of("term")),
        arguments(retry(Optional.of(Duration.ofSeconds(3)), false), List.of("nak 3000")));
  }

  @ParameterizedTest
  @MethodSource("outcomesWithoutClaim")
  void whatEndedAtTheClaimIsSettledWithoutOne(Outcome outcome, List<String> expected) {
    settle(1, unclaimed(planned(1), outcome));

    assertThat(office.journal()).isEqualTo(expected);
  }

  static Stream<Arguments> earlyOutcomes() {
    return Stream.of(
        arguments(new Outcome.Ignored(Reason.NO_RULE, "no rule matches"), List.of("ack")),
        arguments(new Outcome.Ignored(Reason.NO_POD, "names no pod"), List.of("ack")),
        arguments(
            new Outcome.Rejected(DeadLetterReason.MALFORMED, "not JSON"),
            List.of("letter MALFORMED", "term")),
        arguments(
            new Outcome.Rejected(DeadLetterReason.DELIVERIES_EXHAUSTED, "50 times"),
            List.of("letter DELIVERIES_EXHAUSTED", "term")),
        arguments(retry(Optional.of(Duration.ofSeconds(3)), true), List.of("nak 3000")));
  }

  @ParameterizedTest
  @MethodSource("earlyOutcomes")
  void whatEndedBeforeAnyActionIsSettledToo(Outcome outcome, List<String> expected) {
    office.settle(new RecordingDelivery(envelope(1, 1)), new Answer.Early(envelope(1, 1), outcome));

    assertThat(office.journal()).isEqualTo(expected);
  }

  @Test
  void malformedAlertStaysWithTheBrokerUntilItsLetterIsKept() {
    var malformed = new Outcome.Rejected(DeadLetterReason.MALFORMED, "not JSON");
    office.ledger.reachable(false);
    office.settle(
        new RecordingDelivery(envelope(1, 1)), new Answer.Early(envelope(1, 1), malformed));
    assertThat(office.journal()).containsExactly("letter MALFORMED not kept", LONGEST);

    office.ledger.reachable(true);
    office.forget();
    office.settle(
        new RecordingDelivery(envelope(1, 2)), new Answer.Early(envelope(1, 2), malformed));
    assertThat(office.journal()).containsExactly("letter MALFORMED", "term");
    assertThat(office.ledger.letters()).hasSize(1);
  }

  @Test
  void deadLetterHoldsTheOriginalBytesAndWhereTheyCameFrom() {
    var planned = planned(1);
    settle(1, office.claimed(planned, FORBIDDEN));

    assertThat(office.ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.payload()).isSameAs(planned.alert().envelope().payload());
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.FORBIDDEN);
          assertThat(kept.letter().sequence()).isEqualTo(1);
          assertThat(kept.letter().attempts()).isEqualTo(1);
          assertThat(kept.letter().pod()).contains("shop/cart-0");
          assertThat(kept.letter().rule()).contains("Shell");
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeKind.class,
      names = {"ACTED", "WOULD_ACT", "GONE", "STALE"})
  void eventThatCouldNotBeKeptIsKeptOnceAtALaterDelivery(OutcomeKind kind) {
    var outcome =
        switch (kind) {
          case ACTED -> ACTED;
          case WOULD_ACT -> WOULD_ACT;
          case GONE -> GONE;
          default -> STALE;
        };
    var response = office.claimed(planned(1), outcome);
    office.ledger.reachable(false);
    settle(1, response);
    office.ledger.reachable(true);
    var id = Records.id(response) + "." + kind.word();

    for (var delivery = 2; delivery <= 3; delivery++) {
      var again = redelivered(1);
      office.forget();
      settle(1, unclaimed(planned(1), again));
      assertThat(office.journal()).containsExactly("event " + kind.word(), "ack-sync");
    }

    assertThat(office.ledger.events()).containsOnlyKeys(id);
    assertThat(office.ledger.letters()).isEmpty();
  }

  @Test
  void letterThatWasKeptWithoutClosingTheClaimIsKeptOnce() {
    var response = office.claimed(planned(1), FORBIDDEN);
    office.ledger.afterwards(() -> office.claims.reachable(false));
    settle(1, response);
    office.ledger.afterwards(() -> {});
    office.claims.reachable(true);
    assertThat(office.journal()).containsExactly("claim GIVING_UP", "letter FORBIDDEN", LONGEST);

    settle(1, office.claimed(planned(1), FORBIDDEN));

    assertThat(office.journal())
        .containsExactly("claim GIVING_UP", "letter FORBIDDEN", "claim FAILED", "term");
    assertThat(office.ledger.letters()).hasSize(1);
  }

  @Test
  void whatWasRefusedOnceAndGivenLaterHasTwoEvents() {
    settle(1, office.claimed(planned(1), REFUSED));
    settle(1, office.claimed(planned(1), ACTED));

    assertThat(office.ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactly("refused", "acted");
  }

  @Test
  void aCountedAttemptCountsAtTheNextClaimAndAnUncountedOneDoesNot() {
    settle(1, office.claimed(planned(1), retry(Optional.empty(), true)));
    assertThat(attempt(office.claim(planned(1)))).isEqualTo(2);

    var again = office.claimed(planned(1), retry(Optional.empty(), false));
    settle(1, again);
    assertThat(attempt(office.claim(planned(1)))).isEqualTo(3);
  }

  @Test
  void withoutAHintTheDelayGrowsWithTheAttempts() {
    for (var attempt = 1; attempt <= 8; attempt++) {
      settle(1, office.claimed(planned(1), retry(Optional.empty(), true)));

      var full = Math.min(1000L << (attempt - 1), 60_000);
      assertThat(millis()).isBetween(full / 2, full);
    }
  }

  @Test
  void delayOfADefectGrowsWithTheDeliveries() {
    var defect = new Outcome.Retry(Reason.UNEXPECTED, "boom", Optional.empty(), true);
    for (var delivery = 1; delivery <= 50; delivery++) {
      office.forget();
      office.settle(
          new RecordingDelivery(envelope(1, delivery)),
          new Answer.Early(envelope(1, delivery), defect));

      var full = Math.min(1000L << Math.min(delivery - 1, 20), 60_000);
      assertThat(millis()).isBetween(full / 2, full);
    }
  }

  /** Several responses to one alert; then the verb. */
  static Stream<Arguments> severalOutcomes() {
    var duplicate = new Outcome.Duplicate("", Stage.OVER);
    var before = new Outcome.SettledBefore(SettledOutcome.of(FORBIDDEN, Optional.empty()));
    return Stream.of(
        arguments(List.of(duplicate, duplicate), "ack"),
        arguments(List.of(duplicate, ACTED), "ack-sync"),
        arguments(List.of(REFUSED, duplicate), "ack-sync"),
        arguments(List.of(FORBIDDEN, duplicate), "term"),
        arguments(List.of(before, duplicate), "term"),
        arguments(List.of(FORBIDDEN, retry(Optional.of(Duration.ofSeconds(9)), true)), "nak 9000"),
        arguments(List.of(duplicate, retry(Optional.of(Duration.ofSeconds(9)), true)), "nak 9000"));
  }

  @ParameterizedTest
  @MethodSource("severalOutcomes")
  void ofSeveralResponsesTheStrictestGivesTheVerb(List<Outcome> outcomes, String verb) {
    settle(1, outcomes.stream().map(this::response).toArray(Response[]::new));

    assertThat(office.journal()).endsWith(verb);
  }

  @Test
  void oneResponseThatCannotBeWrittenDownKeepsTheAlertThoughTheOtherIsGivenUp() {
    var rejected = office.claimed(planned(1), FORBIDDEN);
    office.ledger.reachable(false);

    settle(1, rejected, unclaimed(planned(1), new Outcome.Duplicate("", Stage.OVER)));

    assertThat(office.journal()).endsWith(LONGEST);
  }

  /** Or fifty deliveries, after which it is given up, would be over within a minute. */
  @Test
  void whatIsNoAttemptWaitsLongerWithEachDelivery() {
    settle(1, unclaimed(planned(1, 7), retry(Optional.empty(), false)));
    assertThat(millis()).isBetween(30_000L, 60_000L);

    office.forget();
    settle(1, unclaimed(planned(1), retry(Optional.empty(), false)));
    assertThat(millis()).isBetween(500L, 1_000L);
  }

  @Test
  void verbThatTheBrokerDoesNotTakeIsAnsweredAsSuchAndNotRepeated() {
    var delivery = new RecordingDelivery(envelope(1, 1)).brokerGone();
    var settled = office.settle(delivery, answer(office.claimed(planned(1), ACTED)));

    assertThat(settled).isEqualTo(new Settlement.Settled(new Verb.AckSync(), false));
    assertThat(delivery.verbs()).containsExactly("ack-sync");
  }

  @Test
  void verbThatTheBrokerTookIsAnsweredAsSuch() {
    var delivery = new RecordingDelivery(envelope(1, 1));

    assertThat(office.settle(delivery, answer(office.claimed(planned(1), ACTED))).taken()).isTrue();
  }

  @Test
  void whatIsGivenBackIsForOthersAtOnceAndNothingIsWritten() {
    var delivery = new RecordingDelivery(envelope(1, 1));

    assertThat(office.settlement().giveBack(delivery).verb())
        .isEqualTo(new Verb.Nak(Duration.ZERO));
    assertThat(delivery.verbs()).containsExactly("nak 0");
    assertThat(office.journal()).isEmpty();
  }

  @Test
  void closedClaimSaysWhatCameOfIt() {
    settle(1, office.claimed(planned(1), GONE));

    assertThat(office.claims.find(ClaimKeys.of(planned(1))))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found ->
                assertThat(found.claim().outcome())
                    .contains(SettledOutcome.of(GONE, Optional.of(Alerts.UID))));
  }

  private static Outcome retry(Optional<Duration> notBefore, boolean counted) {
    return new Outcome.Retry(Reason.API_SERVER_BUSY, "429", notBefore, counted);
  }

  private Response response(Outcome outcome) {
    return outcome instanceof Outcome.Duplicate || outcome instanceof Outcome.SettledBefore
        ? unclaimed(planned(1), outcome)
        : office.claimed(planned(1), outcome);
  }

  private static Response unclaimed(PlannedAction planned, Outcome outcome) {
    return new Response(planned, Optional.empty(), Optional.empty(), outcome);
  }

  private Outcome redelivered(long sequence) {
    return switch (office.claim(planned(sequence))) {
      case Claiming.Ended(var outcome) -> outcome;
      case Claiming.Ours _, Claiming.GivenUp _ -> throw new AssertionError("not settled before");
    };
  }

  private static int attempt(Claiming claiming) {
    return ((Claiming.Ours) claiming).claimed().ticket().attempt();
  }

  private long millis() {
    assertThat(office.journal()).singleElement().asString().startsWith("nak ");
    return Long.parseLong(office.journal().getFirst().substring("nak ".length()));
  }

  private void settle(long sequence, Response... responses) {
    office.settle(new RecordingDelivery(envelope(sequence, 1)), answer(responses));
  }
}
