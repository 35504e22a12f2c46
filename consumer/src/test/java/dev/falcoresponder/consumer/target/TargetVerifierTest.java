package dev.falcoresponder.consumer.target;

import static dev.falcoresponder.consumer.fixtures.Snapshots.CART;
import static dev.falcoresponder.consumer.fixtures.Snapshots.CONTAINER;
import static dev.falcoresponder.consumer.fixtures.Snapshots.STARTED;
import static dev.falcoresponder.consumer.fixtures.Snapshots.UID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetVerifierTest {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Instant LONG_AFTER_START = STARTED.plusSeconds(3_600);
  private static final String OTHER_UID = "00000000-0000-4000-8000-000000000000";

  private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
  private final Suspicions suspicion = Suspicions.against(CART, LONG_AFTER_START);

  @Test
  void podWithTheUidInTheAlertIsTheOne() {
    assertThat(verified(suspicion.uid(UID)).pod()).isEqualTo(Snapshots.running());
  }

  @Test
  void podWithAnotherUidIsNot() {
    assertThat(ended(suspicion.uid(OTHER_UID)))
        .isInstanceOfSatisfying(
            Outcome.Stale.class, stale -> assertThat(stale.why()).isEqualTo(Reason.REPLACED))
        .satisfies(stale -> assertThat(stale.detail()).contains(UID, OTHER_UID));
  }

  @Test
  void anotherUidIsNotMadeGoodByTheContainer() {
    assertStale(suspicion.uid(OTHER_UID).container(CONTAINER), Reason.REPLACED);
  }

  @Test
  void staticPodIsKnownByTheHashThatItsMirrorCarries() {
    var mirror = Snapshots.mirror(Snapshots.running(), "0123456789abcdef0123456789abcdef");
    cluster.with(mirror);

    assertThat(verified(suspicion.uid("0123456789abcdef0123456789abcdef")).pod()).isEqualTo(mirror);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 20, 64})
  void podThatRanTheContainerInTheAlertIsTheOne(int digits) {
    assertThat(verified(suspicion.container(CONTAINER.substring(0, digits))).pod())
        .isEqualTo(Snapshots.running());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11})
  void tooFewDigitsOfAContainerIdProveNothing(int digits) {
    assertThat(ended(suspicion.container(CONTAINER.substring(0, digits))))
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void aMatchingContainerIsProofWhateverTheClocksSay() {
    var early = Suspicions.against(CART, STARTED.minusSeconds(3_600));

    assertThat(verified(early.container(CONTAINER)).pod()).isEqualTo(Snapshots.running());
  }

  @Test
  void podThatWeFoundIsTheOneByItsUidAndTheContainerTogether() {
    assertThat(verified(suspicion.uid(UID).container(CONTAINER.substring(0, 12)).found()).pod())
        .isEqualTo(Snapshots.running());
  }

  /** The uid is our own word: it says which pod we found, not which the alert is about. */
  @Test
  void uidThatWeFoundOurselvesDoesNotStandInForTheContainer() {
    var found = suspicion.uid(UID).container("ffffffffffff").found();

    assertThat(ended(found.attempt(4)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.why()).isEqualTo(Reason.STATUS_LAGS));
    assertStale(found.attempt(5), Reason.CONTAINER_UNKNOWN);
  }

  @Test
  void podThatWeFoundAndThatWasReplacedSinceIsNotMadeGoodByTheContainer() {
    assertStale(suspicion.uid(OTHER_UID).container(CONTAINER).found(), Reason.REPLACED);
  }

  @Test
  void uidOfFalcoNeedsNoContainerInTheStatus() {
    assertThat(verified(suspicion.uid(UID).container("ffffffffffff")).pod())
        .isEqualTo(Snapshots.running());
  }

  @Test
  void containerThatTheStatusDoesNotShowYetIsLookedForAgain() {
    assertThat(ended(suspicion.container("ffffffffffff").attempt(4)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.STATUS_LAGS);
              assertThat(retry.counted()).isTrue();
              assertThat(retry.notBefore().orElseThrow())
                  .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            });
  }

  @Test
  void containerThatTheStatusNeverShowsMakesTheAlertStale() {
    assertStale(suspicion.container("ffffffffffff").attempt(5), Reason.CONTAINER_UNKNOWN);
  }

  @Test
  void containerIsNotLookedForInAPodThatStartedAfterTheAlert() {
    cluster.with(
        Snapshots.born(
            LONG_AFTER_START.plusSeconds(2), Optional.of(LONG_AFTER_START.plusSeconds(2))));

    assertStale(suspicion.container("ffffffffffff"), Reason.STARTED_AFTER_ALERT);
  }

  @Test
  void podThatIsGoneNeedsNoResponse() {
    assertThat(end(new InMemoryCluster(), suspicion.uid(UID)))
        .isInstanceOfSatisfying(
            Outcome.Gone.class, gone -> assertThat(gone.why()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void nameAloneIsRefusedWithoutALook() {
    assertThat(ended(suspicion))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.objections().getFirst().reason()).isEqualTo(Reason.NAME_ONLY));
    assertThat(cluster.looks()).isZero();
  }

  @Test
  void nameIsEnoughForARuleThatSaysSoIfThePodIsOlderThanTheAlert() {
    assertThat(verified(suspicion.byName()).pod()).isEqualTo(Snapshots.running());
  }

  @Test
  void nameIsNotEnoughWithinTheClocksDoubt() {
    var justAfter = Suspicions.against(CART, STARTED.plus(SKEW));

    assertStale(justAfter.byName(), Reason.STARTED_AFTER_ALERT);
  }

  @Test
  void nameIsNotEnoughWithoutATime() {
    assertStale(suspicion.time(Optional.empty()).byName(), Reason.STARTED_AFTER_ALERT);
  }

  @Test
  void nameIsNotEnoughForAPodThatHasNotStarted() {
    cluster.with(Snapshots.born(STARTED, Optional.empty()));

    assertStale(suspicion.byName(), Reason.STARTED_AFTER_ALERT);
  }

  @Test
  void alertFromTheFutureDoesNotMakeAYoungPodOld() {
    var lying =
        suspicion.stored(STARTED.plusSeconds(2)).time(Optional.of(STARTED.plusSeconds(86_400)));

    assertStale(lying.byName(), Reason.STARTED_AFTER_ALERT);
  }

  @Test
  void uidDecidesEvenWhereTheRuleAcceptsNames() {
    assertStale(suspicion.uid(OTHER_UID).byName(), Reason.REPLACED);
  }

  @Test
  void outageIsNoAttempt() {
    cluster.failing(new ClusterFailure.Outage("connection refused"));

    assertThat(ended(suspicion.uid(UID)))
        .isEqualTo(
            new Outcome.Retry(
                Reason.API_SERVER_OUTAGE, "connection refused", Optional.empty(), false));
  }

  @Test
  void throttledLookIsAnAttemptAndWaitsAsLongAsTheServerAsks() {
    var hint = Optional.of(Duration.ofSeconds(3));
    cluster.failing(new ClusterFailure.Busy("429", hint));

    assertThat(ended(suspicion.uid(UID)))
        .isEqualTo(new Outcome.Retry(Reason.API_SERVER_BUSY, "429", hint, true));
  }

  @Test
  void missingPermissionIsForAPerson() {
    cluster.failing(new ClusterFailure.Forbidden("may not get pods"));

    assertThat(ended(suspicion.uid(UID)))
        .isEqualTo(new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not get pods"));
  }

  @Test
  void requestThatTheServerTakesForWrongIsForAPerson() {
    cluster.failing(new ClusterFailure.Invalid("400"));

    assertThat(ended(suspicion.uid(UID)))
        .isEqualTo(new Outcome.Rejected(DeadLetterReason.INVALID, "400"));
  }

  private void assertStale(Suspicions with, Reason why) {
    assertThat(ended(with))
        .isInstanceOfSatisfying(
            Outcome.Stale.class, stale -> assertThat(stale.why()).isEqualTo(why));
  }

  private VerifiedTarget verified(Suspicions with) {
    return switch (verifier(cluster).verify(with.claimed())) {
      case Step.Next<VerifiedTarget>(var target) -> target;
      case Step.End<VerifiedTarget>(var outcome) -> throw new AssertionError(outcome);
    };
  }

  private Outcome ended(Suspicions with) {
    return end(cluster, with);
  }

  private static Outcome end(InMemoryCluster cluster, Suspicions with) {
    return switch (verifier(cluster).verify(with.claimed())) {
      case Step.Next<VerifiedTarget>(var target) -> throw new AssertionError(target);
      case Step.End<VerifiedTarget>(var outcome) -> outcome;
    };
  }

  private static TargetVerifier verifier(InMemoryCluster cluster) {
    return new TargetVerifier(cluster, new TargetConfig(SKEW, 5), new Random(1));
  }
}
