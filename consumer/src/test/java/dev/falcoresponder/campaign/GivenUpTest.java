package dev.falcoresponder.campaign;

import static dev.falcoresponder.campaign.CheckerTest.found;
import static dev.falcoresponder.campaign.Story.POD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the checker says of alerts that were given up. */
class GivenUpTest {
  @Test
  void alertThatWasGivenUpIsFoundUnlessAFaultWasTheReason() {
    var since = given();
    var before = new Story().born(POD).alert(1, POD);

    assertThat(forbidden(since).violations()).isEmpty();
    found(forbidden(before), "every pod that had to die died");
    found(before.excuses(DeadLetterReason.FORBIDDEN), "every pod that had to die died");
  }

  @Test
  void alertThatWasGivenUpMayEndOtherwiseWhereItIsDeliveredAnewOnly() {
    var story = given();
    var anew = given();

    found(forbidden(story).deleted(POD).outcome("acted", 1, POD, "a"), "FORBIDDEN");
    var excused =
        forbidden(anew).lost(Store.CONSUMER, 0).deleted(POD).outcome("acted", 1, POD, "a");
    assertThat(excused.violations()).isEmpty();
  }

  @Test
  void alertWhoseLetterWasNotConfirmedDoesNotEndOtherwise() {
    var unheard = given().silent(2);

    found(forbidden(unheard).deleted(POD).outcome("acted", 1, POD, "a"), "FORBIDDEN");
  }

  @Test
  void alertWhoseClaimAnotherHadMeanwhileMayEndOtherwise() {
    var unheard = forbidden(given().silent(2));
    var heard = forbidden(given());

    var other = alsoGivenUp(unheard, "uid").deleted(POD).outcome("acted", 1, POD, "a");
    assertThat(other.violations()).isEmpty();
    found(alsoGivenUp(heard, "uid").deleted(POD).outcome("acted", 1, POD, "a"), "FORBIDDEN");
    found(other.outcome("stale", 1, POD, "b"), "every alert ends in exactly one outcome");
  }

  @Test
  void alertWithAClaimOfItsOwnDoesNotEndOtherwise() {
    var unheard = forbidden(given().silent(2));

    found(
        alsoGivenUp(unheard, "container").deleted(POD).outcome("acted", 1, POD, "a"), "FORBIDDEN");
  }

  @Test
  void alertThatProvedNothingMayBeJudgedAnewWhereNobodyHeardOfIt() {
    assertThat(unproved(given().silent(3), "STARTED_AFTER_ALERT").violations()).isEmpty();
    found(unproved(given(), "STARTED_AFTER_ALERT"), "FORBIDDEN");
    found(unproved(given().silent(3), "REPLACED"), "FORBIDDEN");
    found(
        forbidden(given().silent(5))
            .outcome("stale", Optional.of("STARTED_AFTER_ALERT"), 1, POD, "a"),
        "FORBIDDEN");
  }

  private static Story unproved(Story story, String reason) {
    return forbidden(story.outcome("stale", Optional.of(reason), 1, POD, "a"));
  }

  private static Story alsoGivenUp(Story story, String naming) {
    return story.alert(2, POD, naming).letter(2, DeadLetterReason.FORBIDDEN, "shell 2");
  }

  @Test
  void alertThatIsInHandTwiceMayBeGivenUpByTheLaterDelivery() {
    var twice = overtaken(given().silent(2), 2);
    var once = overtaken(given().silent(2), 1);
    var heard = overtaken(given(), 2);
    var deafBefore = overtaken(new Story().silent(1).pause(5).born(POD).alert(1, POD), 2);

    assertThat(twice.outcome("acted", 1, POD, "a").violations()).isEmpty();
    found(once.outcome("acted", 1, POD, "a"), "FORBIDDEN");
    found(heard.outcome("acted", 1, POD, "a"), "FORBIDDEN");
    found(deafBefore.outcome("acted", 1, POD, "a"), "FORBIDDEN");
  }

  private static Story overtaken(Story story, int attempts) {
    return story
        .excuses(DeadLetterReason.FORBIDDEN)
        .pause(6)
        .letter(1, DeadLetterReason.FORBIDDEN, "shell 1", attempts)
        .deleted(POD);
  }

  @Test
  void alertLongAfterAnotherWasGivenUpIsNotExcused() {
    var story = given();
    var later = forbidden(story).pause(10).alert(2, POD);

    found(later, "every pod that had to die died");
  }

  private static Story given() {
    return new Story().born(POD).alert(1, POD).excuses(DeadLetterReason.FORBIDDEN);
  }

  private static Story forbidden(Story story) {
    return story.letter(1, DeadLetterReason.FORBIDDEN, "shell 1");
  }
}
