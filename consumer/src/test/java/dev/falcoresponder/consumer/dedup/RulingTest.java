package dev.falcoresponder.consumer.dedup;

import static dev.falcoresponder.consumer.dedup.Plan.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.falcoresponder.consumer.dedup.Claim.State;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what an alert may do, one situation a line. */
class RulingTest {
  private static final Duration ORPHANED_AFTER = Duration.ofMinutes(3);
  private static final AlertId OURS = new AlertId("FALCO", 8, NOON);
  private static final AlertId THEIRS = new AlertId("FALCO", 7, NOON);
  private static final SettledOutcome ACTED =
      new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "deleted", Optional.of("uid"));

  static Stream<Arguments> situations() {
    return Stream.of(
        argumentSet("nothing there", new Lookup.Absent(), take(1, 0)),
        argumentSet("garbage", new Lookup.Unreadable("?", 4), take(1, 4)),
        argumentSet("no answer", new Lookup.Unreachable("away"), new Ruling.Unknown("away")),
        argumentSet("ours, first crash", found(State.INFLIGHT, OURS, 1, NOON), take(2, 4)),
        argumentSet("ours, nine tries", found(State.INFLIGHT, OURS, 9, NOON), take(10, 4)),
        argumentSet("ours, no try counted", found(State.INFLIGHT, OURS, 0, NOON), take(1, 4)),
        argumentSet(
            "ours, done", found(State.DONE, OURS, 1, NOON), new Ruling.SettledBefore(ACTED)),
        argumentSet(
            "ours, failed", found(State.FAILED, OURS, 1, NOON), new Ruling.SettledBefore(ACTED)),
        argumentSet(
            "ours, being given up",
            found(State.GIVING_UP, OURS, 3, NOON),
            new Ruling.GivingUp(claim(State.GIVING_UP, OURS, 3), 4)),
        argumentSet(
            "theirs, being given up",
            found(State.GIVING_UP, THEIRS, 3, NOON),
            duplicate(THEIRS, State.GIVING_UP, 3)),
        argumentSet(
            "theirs, orphaned while it was given up",
            found(State.GIVING_UP, THEIRS, 3, NOON.minus(ORPHANED_AFTER).minusNanos(1)),
            take(1, 4)),
        argumentSet(
            "theirs, fresh",
            found(State.INFLIGHT, THEIRS, 1, NOON),
            duplicate(THEIRS, State.INFLIGHT)),
        argumentSet(
            "theirs, written after we were stored",
            found(State.INFLIGHT, THEIRS, 1, NOON.plusSeconds(3_600)),
            duplicate(THEIRS, State.INFLIGHT)),
        argumentSet(
            "theirs, just not orphaned",
            found(State.INFLIGHT, THEIRS, 1, NOON.minus(ORPHANED_AFTER)),
            duplicate(THEIRS, State.INFLIGHT)),
        argumentSet(
            "theirs, orphaned",
            found(State.INFLIGHT, THEIRS, 5, NOON.minus(ORPHANED_AFTER).minusNanos(1)),
            take(1, 4)),
        argumentSet(
            "theirs, done", found(State.DONE, THEIRS, 1, NOON), duplicate(THEIRS, State.DONE)),
        argumentSet(
            "theirs, done long ago",
            found(State.DONE, THEIRS, 1, NOON.minusSeconds(800)),
            duplicate(THEIRS, State.DONE)),
        argumentSet("theirs, failed", found(State.FAILED, THEIRS, 10, NOON), take(1, 4)),
        argumentSet(
            "our sequence in a stream made anew",
            found(State.INFLIGHT, new AlertId("FALCO", 8, NOON.minusNanos(1)), 1, NOON),
            duplicate(new AlertId("FALCO", 8, NOON.minusNanos(1)), State.INFLIGHT)),
        argumentSet(
            "our sequence in another stream",
            found(State.DONE, new AlertId("OTHER", 8, NOON), 1, NOON),
            duplicate(new AlertId("OTHER", 8, NOON), State.DONE)));
  }

  @ParameterizedTest
  @MethodSource("situations")
  void identifiedPod(Lookup found, Ruling expected) {
    assertThat(Ruling.of(found, new Claimant(OURS, true, "r1", ORPHANED_AFTER)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> situationsOfANamedPod() {
    return Stream.of(
        argumentSet(
            "response came before our alert: maybe the next pod of that name",
            found(State.DONE, THEIRS, 1, NOON.minusNanos(1)),
            take(1, 4)),
        argumentSet(
            "response came after our alert",
            found(State.DONE, THEIRS, 1, NOON),
            duplicate(THEIRS, State.DONE)),
        argumentSet(
            "ours, done", found(State.DONE, OURS, 1, NOON), new Ruling.SettledBefore(ACTED)),
        argumentSet(
            "theirs, fresh",
            found(State.INFLIGHT, THEIRS, 1, NOON.minusSeconds(1)),
            duplicate(THEIRS, State.INFLIGHT)));
  }

  @ParameterizedTest
  @MethodSource("situationsOfANamedPod")
  void podThatIsOnlyNamed(Lookup found, Ruling expected) {
    assertThat(Ruling.of(found, new Claimant(OURS, false, "r1", ORPHANED_AFTER)))
        .isEqualTo(expected);
  }

  private static Ruling take(int attempts, long revision) {
    return new Ruling.Take(Claim.inflight(OURS, attempts, "r1"), revision);
  }

  private static Ruling duplicate(AlertId owner, State state) {
    return duplicate(owner, state, 1);
  }

  private static Ruling duplicate(AlertId owner, State state, int attempts) {
    return new Ruling.Duplicate(claim(state, owner, attempts));
  }

  private static Lookup found(State state, AlertId owner, int attempts, Instant writtenAt) {
    return new Lookup.Found(claim(state, owner, attempts), 4, writtenAt);
  }

  private static Claim claim(State state, AlertId owner, int attempts) {
    var outcome = state == State.INFLIGHT ? Optional.<SettledOutcome>empty() : Optional.of(ACTED);
    return new Claim(state, owner, attempts, "r0", outcome);
  }
}
