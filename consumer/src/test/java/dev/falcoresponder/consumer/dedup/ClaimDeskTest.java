package dev.falcoresponder.consumer.dedup;

import static dev.falcoresponder.consumer.dedup.Plan.NOON;
import static dev.falcoresponder.consumer.dedup.Plan.alert;
import static dev.falcoresponder.consumer.dedup.Plan.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.dedup.Owners.Whereabouts;
import dev.falcoresponder.consumer.dedup.SpoiledClaimStore.Fault;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimDeskTest {
  private static final SettledOutcome ACTED =
      new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "deleted", Optional.of(Plan.UID));
  private static final SettledOutcome REJECTED =
      new SettledOutcome(OutcomeKind.REJECTED, Optional.of("FORBIDDEN"), "no", Optional.empty());
  private static final Duration TTL = Duration.ofMinutes(15);

  private final ClaimStore claims = new InProcessClaimStore(TTL, 1_000, InstantSource.fixed(NOON));
  private final SpoiledClaimStore store = new SpoiledClaimStore(claims);
  private final List<AlertId> sought = new ArrayList<>();
  private final ClaimDesk desk = desk("r1");
  private Whereabouts whereabouts = new Whereabouts.InStream();

  @Test
  void firstAlertOwnsTheResponseInOneRoundTrip() {
    var ticket = claimed(alert(1));

    assertThat(ticket.attempt()).isEqualTo(1);
    assertThat(ticket.owner()).isEqualTo(alert(1).id());
    assertThat(store.calls()).isEqualTo(1);
    assertThat(stored(ticket)).isEqualTo(Claim.inflight(alert(1).id(), 1, "r1"));
  }

  @Test
  void settlingIsOneRoundTripMore() {
    desk.done(claimed(alert(1)), ACTED);

    assertThat(store.calls()).isEqualTo(2);
  }

  @Test
  void secondAlertIsADuplicateWhileTheFirstIsInHand() {
    claimed(alert(1));

    assertThat(ended(alert(2)))
        .isEqualTo(
            new Outcome.Duplicate("alert 1 of stream FALCO is working on it", Stage.IN_FLIGHT));
  }

  @Test
  void secondAlertTakesOverWhatItsOwnerCanNoLongerFinish() {
    var lost = claimed(alert(1));
    whereabouts = new Whereabouts.Gone();

    var heir = claimed(alert(2));

    assertThat(heir.attempt()).isEqualTo(1);
    assertThat(stored(heir).owner()).isEqualTo(alert(2).id());
    assertThat(desk.done(lost, ACTED)).isEqualTo(new Settling.LostOwnership());
    assertThat(sought).containsExactly(alert(1).id());
  }

  @Test
  void secondAlertComesAgainWhereNobodyKnowsWhetherTheOwnerIsThere() {
    claimed(alert(1));
    whereabouts = new Whereabouts.Unknown("no answer");

    assertThat(ended(alert(2)))
        .isEqualTo(
            new Outcome.Retry(
                Reason.CLAIMS_UNREACHABLE,
                "alert 1 may be gone: no answer",
                Optional.empty(),
                false));
  }

  @Test
  void ownerOfASettledClaimIsNotSought() {
    desk.done(claimed(alert(1)), ACTED);
    whereabouts = new Whereabouts.Gone();

    assertThat(desk("r2").claim(alert(2).planned())).isInstanceOf(Claiming.Ended.class);
    assertThat(sought).isEmpty();
  }

  @Test
  void redeliveredAlertContinuesItsOwnClaim() {
    claimed(alert(1));

    assertThat(claimed(alert(1).redelivered()).attempt()).isEqualTo(2);
    assertThat(claimed(alert(1).redelivered().redelivered()).attempt()).isEqualTo(3);
  }

  @Test
  void redeliveredAlertFindsWhatWasSettledBefore() {
    desk.done(claimed(alert(1)), ACTED);

    assertThat(ended(alert(1).redelivered())).isEqualTo(new Outcome.SettledBefore(ACTED));
  }

  @Test
  void redeliveredAlertFindsThatItWasGivenUp() {
    desk.failed(claimed(alert(1)), REJECTED);

    assertThat(ended(alert(1).redelivered())).isEqualTo(new Outcome.SettledBefore(REJECTED));
  }

  @Test
  void redeliveredAlertThatWasBeingGivenUpIsNotTriedAgain() {
    claimed(alert(1));
    var ticket = claimed(alert(1).redelivered());
    var written = revision(desk.givingUp(ticket, REJECTED));

    var again = givenUp(alert(1).redelivered());

    assertThat(again.outcome()).isEqualTo(new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "no"));
    assertThat(again.ticket()).isEqualTo(ticket.at(written));
    assertThat(again.ticket().attempt()).isEqualTo(2);
  }

  @Test
  void alertIsBeingGivenUpBeforeItIsGivenUp() {
    var ticket = claimed(alert(1));
    var written = revision(desk.givingUp(ticket, REJECTED));

    assertThat(desk.failed(ticket.at(written), REJECTED)).isInstanceOf(Settling.Settled.class);

    assertThat(ended(alert(1).redelivered())).isEqualTo(new Outcome.SettledBefore(REJECTED));
  }

  /** The earlier, whose answer was lost, would act where the later has given up. */
  @Test
  void laterDeliveryThatGivesUpTakesTheClaimFromTheEarlier() {
    var slow = claimed(alert(1));
    var fast = claimed(alert(1).redelivered());
    desk.givingUp(fast, REJECTED);

    assertThat(desk.givingUp(slow, REJECTED)).isEqualTo(new Settling.Superseded());
    assertThat(desk.done(slow, ACTED)).isEqualTo(new Settling.Superseded());
  }

  @Test
  void anotherAlertLeavesWhatIsBeingGivenUpToItsOwner() {
    desk.givingUp(claimed(alert(1)), REJECTED);

    assertThat(ended(alert(2)))
        .isEqualTo(
            new Outcome.Duplicate("alert 1 of stream FALCO is giving it up", Stage.IN_FLIGHT));
    assertThat(claimed(alert(3).storedAt(NOON.plusSeconds(181))).attempt()).isEqualTo(1);
  }

  @Test
  void anotherAlertTakesWhatItsOwnerCannotGiveUpAnyMore() {
    desk.givingUp(claimed(alert(1)), REJECTED);
    whereabouts = new Whereabouts.Gone();

    assertThat(claimed(alert(2)).attempt()).isEqualTo(1);
  }

  @Test
  void anotherAlertTriesAgainWhatWasGivenUp() {
    desk.failed(claimed(alert(1)), REJECTED);

    assertThat(claimed(alert(2)).attempt()).isEqualTo(1);
  }

  @Test
  void anotherAlertIsJudgedAnewAfterARefusal() {
    assertThat(desk.release(claimed(alert(1)))).isInstanceOf(Settling.Settled.class);

    assertThat(claimed(alert(2)).attempt()).isEqualTo(1);
  }

  @Test
  void alertLongAfterTheOwnerFellSilentTakesOver() {
    claimed(alert(1));

    assertThat(ended(alert(2).storedAt(NOON.plusSeconds(180))))
        .isInstanceOf(Outcome.Duplicate.class);
    assertThat(claimed(alert(2).storedAt(NOON.plusSeconds(181))).attempt()).isEqualTo(1);
  }

  @Test
  void formerOwnerHasLostItsClaim() {
    var ticket = claimed(alert(1));
    var heir = claimed(alert(2).storedAt(NOON.plusSeconds(181)));

    assertThat(desk.done(ticket, ACTED)).isEqualTo(new Settling.LostOwnership());
    assertThat(desk.failed(ticket, ACTED)).isEqualTo(new Settling.LostOwnership());
    assertThat(desk.release(ticket)).isEqualTo(new Settling.LostOwnership());
    assertThat(desk.retried(ticket, false)).isEqualTo(new Settling.LostOwnership());
    assertThat(stored(heir).owner()).isEqualTo(heir.owner());
  }

  @Test
  void laterDeliveryOfTheSameAlertTakesTheClaimFromTheEarlier() {
    var slow = claimed(alert(1));
    var fast = claimed(alert(1).redelivered());

    assertThat(desk.done(slow, ACTED)).isEqualTo(new Settling.Superseded());
    assertThat(desk.failed(slow, ACTED)).isEqualTo(new Settling.Superseded());
    assertThat(desk.release(slow)).isEqualTo(new Settling.Superseded());
    assertThat(desk.done(fast, ACTED)).isInstanceOf(Settling.Settled.class);
    assertThat(desk.done(slow, REJECTED)).isEqualTo(new Settling.Superseded());
  }

  @Test
  void claimThatIsGoneIsWrittenAnew() {
    var ticket = claimed(alert(1));
    claims.remove(ticket.key(), ticket.revision());

    assertThat(desk.done(ticket, ACTED)).isInstanceOf(Settling.Settled.class);
    assertThat(stored(ticket).outcome()).contains(ACTED);
  }

  @Test
  void claimThatIsSpoiltIsOverwritten() {
    var ticket = claimed(alert(1));
    store.next(Fault.LOST, Fault.UNREADABLE);

    assertThat(desk.failed(ticket, REJECTED)).isInstanceOf(Settling.Settled.class);
    assertThat(stored(ticket).outcome()).contains(REJECTED);
  }

  @Test
  void claimThatGoesAgainAndAgainIsNotWrittenForEver() {
    var ticket = claimed(alert(1));
    claims.remove(ticket.key(), ticket.revision());
    for (int call = 0; call < 100; call++) {
      store.next(Fault.LOST);
    }

    assertThat(desk.done(ticket, ACTED)).isInstanceOf(Settling.Unreachable.class);
    assertThat(store.calls()).isLessThan(20);
  }

  @Test
  void countedRetryUsesAnAttemptUpWithoutARoundTrip() {
    var ticket = claimed(alert(1));
    int calls = store.calls();

    assertThat(desk.retried(ticket, true)).isInstanceOf(Settling.Settled.class);
    assertThat(store.calls()).isEqualTo(calls);
    assertThat(claimed(alert(1).redelivered()).attempt()).isEqualTo(2);
  }

  @Test
  void outageUsesNoAttemptUp() {
    var plan = alert(1);
    for (int delivery = 0; delivery < 30; delivery++) {
      var ticket = claimed(plan);
      assertThat(ticket.attempt()).isEqualTo(1);
      assertThat(desk.retried(ticket, false)).isInstanceOf(Settling.Settled.class);
      plan = plan.redelivered();
    }
  }

  @Test
  void attemptsBeforeAnOutageStayCounted() {
    desk.retried(claimed(alert(1)), true);
    var second = claimed(alert(1).redelivered());
    desk.retried(second, false);

    assertThat(claimed(alert(1).redelivered()).attempt()).isEqualTo(second.attempt());
  }

  @Test
  void replayIsNotSwallowed() {
    desk.done(claimed(alert(1)), ACTED);

    assertThat(claimed(alert(2).replayedAs("ops-1")).attempt()).isEqualTo(1);
  }

  @Test
  void dryRunDoesNotSwallowTheResponse() {
    desk.done(claimed(alert(1).asDryRun()), ACTED);

    assertThat(claimed(alert(2)).attempt()).isEqualTo(1);
  }

  @Test
  void nextPodOfANameIsNotSwallowed() {
    var named = pod("web-0", null, null);
    desk.done(claimed(alert(1).about(named)), ACTED);

    assertThat(ended(alert(2).about(named))).isInstanceOf(Outcome.Duplicate.class);
    assertThat(claimed(alert(3).about(named).storedAt(NOON.plusSeconds(1))).attempt()).isEqualTo(1);
  }

  @Test
  void duplicateSaysWhetherThePodWasDeleted() {
    var gone = new SettledOutcome(OutcomeKind.GONE, Optional.of("NOT_FOUND"), "", Optional.empty());
    desk.done(claimed(alert(1)), gone);
    var elsewhere = desk("r2");

    for (var asked : List.of(desk, elsewhere, elsewhere)) {
      assertThat(asked.claim(alert(2).planned()))
          .isEqualTo(
              new Claiming.Ended(
                  new Outcome.Duplicate("alert 1 of stream FALCO has done it", Stage.OVER)));
    }
  }

  @Test
  void floodAfterTheResponseCostsNoRoundTrips() {
    desk.done(claimed(alert(1)), ACTED);
    int calls = store.calls();

    for (int sequence = 2; sequence < 1_000; sequence++) {
      assertThat(ended(alert(sequence)))
          .isEqualTo(new Outcome.Duplicate("alert 1 of stream FALCO has done it", Stage.ACTED));
    }
    assertThat(store.calls()).isEqualTo(calls);
  }

  @Test
  void floodOnAnotherReplicaCostsOneLook() {
    desk.done(claimed(alert(1)), ACTED);
    var other = desk("r2");
    assertThat(other.claim(alert(2).planned())).isInstanceOf(Claiming.Ended.class);
    int calls = store.calls();

    assertThat(other.claim(alert(3).planned())).isInstanceOf(Claiming.Ended.class);
    assertThat(store.calls()).isEqualTo(calls);
  }

  @Test
  void memoryOfDoneClaimsIsShorterThanTheClaims() {
    var shortLived =
        new ClaimDesk(
            store,
            this::find,
            new DedupConfig("r3", Duration.ofMillis(40), Duration.ofMinutes(3), 10));
    desk.done(claimed(alert(1)), ACTED);
    assertThat(shortLived.claim(alert(2).planned())).isInstanceOf(Claiming.Ended.class);
    int calls = store.calls();

    await()
        .until(() ->
            shortLived.claim(alert(3).planned()) instanceof Claiming.Ended
                && store.calls() > calls);
  }

  @Test
  void lookThatFailsIsNoAttempt() {
    store.next(Fault.NO_REQUEST);

    assertThat(ended(alert(1).redelivered()))
        .isEqualTo(
            new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, "spoiled", Optional.empty(), false));
  }

  @Test
  void claimThatDoesNotArriveIsNoAttempt() {
    store.next(Fault.NO_REQUEST);

    assertThat(ended(alert(1)))
        .isEqualTo(
            new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, "spoiled", Optional.empty(), false));
    assertThat(claimed(alert(1).redelivered()).attempt()).isEqualTo(1);
  }

  @Test
  void claimWhoseAnswerIsLostIsFoundAgain() {
    store.next(Fault.NO_ANSWER);
    assertThat(ended(alert(1))).isInstanceOf(Outcome.Retry.class);

    assertThat(claimed(alert(1).redelivered()).owner()).isEqualTo(alert(1).id());
    assertThat(ended(alert(2))).isInstanceOf(Outcome.Duplicate.class);
  }

  @Test
  void raceThatIsLostIsLookedAtAgain() {
    store.next(Fault.LOST);

    assertThat(claimed(alert(1)).attempt()).isEqualTo(1);
    assertThat(store.calls()).isEqualTo(3);
  }

  @Test
  void racesAreNotRunForEver() {
    for (int call = 0; call < 100; call++) {
      store.next(Fault.LOST);
    }

    assertThat(ended(alert(1)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.CLAIMS_UNREACHABLE);
              assertThat(retry.counted()).isFalse();
            });
    assertThat(store.calls()).isLessThan(20);
  }

  @Test
  void settlingAgainAfterALostAnswerIsSettled() {
    var ticket = claimed(alert(1));
    store.next(Fault.NO_ANSWER);
    assertThat(desk.done(ticket, ACTED)).isEqualTo(new Settling.Unreachable("spoiled"));

    assertThat(desk.done(ticket, ACTED)).isInstanceOf(Settling.Settled.class);
  }

  @Test
  void releasingAgainAfterALostAnswerIsSettled() {
    var ticket = claimed(alert(1));
    store.next(Fault.NO_ANSWER);
    assertThat(desk.release(ticket)).isEqualTo(new Settling.Unreachable("spoiled"));

    assertThat(desk.release(ticket)).isInstanceOf(Settling.Settled.class);
  }

  @Test
  void takingAnAttemptBackAgainAfterALostAnswerIsSettled() {
    var ticket = claimed(alert(1));
    store.next(Fault.NO_ANSWER);
    assertThat(desk.retried(ticket, false)).isEqualTo(new Settling.Unreachable("spoiled"));

    assertThat(desk.retried(ticket, false)).isInstanceOf(Settling.Settled.class);
    assertThat(claimed(alert(1).redelivered()).attempt()).isEqualTo(1);
  }

  @Test
  void settlingThatCannotBeCheckedIsUnreachable() {
    var ticket = claimed(alert(1));
    store.next(Fault.LOST, Fault.NO_REQUEST);
    assertThat(desk.done(ticket, ACTED)).isEqualTo(new Settling.Unreachable("spoiled"));
    store.next(Fault.LOST, Fault.NO_REQUEST);
    assertThat(desk.release(ticket)).isEqualTo(new Settling.Unreachable("spoiled"));
  }

  @Test
  void settlingThatFailedIsNotRememberedAsDone() {
    var ticket = claimed(alert(1));
    store.next(Fault.NO_REQUEST);
    desk.done(ticket, ACTED);

    assertThat(claimed(alert(2).storedAt(NOON.plusSeconds(181))).owner())
        .isEqualTo(alert(2).storedAt(NOON.plusSeconds(181)).id());
  }

  @Test
  void settledClaimKeepsOwnerAttemptsAndBoundedWords() {
    claimed(alert(1));
    var ticket = claimed(alert(1).redelivered());
    var talkative =
        new SettledOutcome(
            OutcomeKind.GONE, Optional.of("NOT_FOUND"), "x".repeat(5_000), Optional.empty());

    desk.done(ticket, talkative);

    var claim = stored(ticket);
    assertThat(claim.owner()).isEqualTo(alert(1).id());
    assertThat(claim.attempts()).isEqualTo(2);
    assertThat(claim.outcome().orElseThrow().detail())
        .hasSize(1_001)
        .startsWith("xxx")
        .endsWith("x…");
  }

  @Test
  void wordsThatAreCutComeBackAsTheyWereKept() {
    var ticket = claimed(alert(1));
    var letterOfTwo = "x".repeat(999) + "\uD83D\uDE00";
    desk.done(
        ticket,
        new SettledOutcome(OutcomeKind.GONE, Optional.empty(), letterOfTwo, Optional.empty()));

    var kept = stored(ticket);

    assertThat(ClaimJson.read(ClaimJson.write(kept))).isEqualTo(new ClaimJson.Reading.Read(kept));
  }

  private ClaimDesk desk(String replica) {
    var config = new DedupConfig(replica, TTL, Duration.ofMinutes(3), 100);
    return new ClaimDesk(store, this::find, config);
  }

  private Whereabouts find(AlertId owner) {
    sought.add(owner);
    return whereabouts;
  }

  private ClaimTicket claimed(Plan plan) {
    var planned = plan.planned();
    return switch (desk.claim(planned)) {
      case Claiming.Ours(var claimed) -> {
        assertThat(claimed.planned()).isSameAs(planned);
        yield claimed.ticket();
      }
      case Claiming.GivenUp _, Claiming.Ended _ -> throw new AssertionError("not claimed");
    };
  }

  private Claiming.GivenUp givenUp(Plan plan) {
    return (Claiming.GivenUp) desk.claim(plan.planned());
  }

  private static long revision(Settling settling) {
    return ((Settling.Settled) settling).revision();
  }

  private Outcome ended(Plan plan) {
    return switch (desk.claim(plan.planned())) {
      case Claiming.Ended(var outcome) -> outcome;
      case Claiming.Ours _, Claiming.GivenUp _ -> throw new AssertionError("not ended");
    };
  }

  private Claim stored(ClaimTicket ticket) {
    return ((Lookup.Found) claims.find(ticket.key())).claim();
  }
}
