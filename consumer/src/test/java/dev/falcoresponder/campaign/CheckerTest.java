package dev.falcoresponder.campaign;

import static dev.falcoresponder.campaign.Story.POD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {
  private static final Incarnation NEXT = new Incarnation("shop", "cart-0", "uid-2");

  /** A pod that died for two alerts, of which one is a duplicate. */
  private static Story good() {
    return new Story()
        .born(POD)
        .alert(1, POD)
        .alert(2, POD)
        .deleted(POD)
        .outcome("acted", 1, POD, "a");
  }

  @Test
  void nothingIsSaidOfWhatIsAsItMustBe() {
    var story =
        good()
            .born(NEXT)
            .alert(3, AlertKind.UNWANTED, "noise")
            .alert(4, AlertKind.POISON, "\u00ff")
            .letter(4, DeadLetterReason.MALFORMED, "\u00ff");

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void podThatLivesThoughItHadToDieIsFound() {
    var story = new Story().born(POD).alert(1, POD).outcome("gone", 1, POD, "a");

    found(story, "every pod that had to die died");
  }

  @Test
  void alertWithoutAnOutcomeIsFoundThoughItsPodDied() {
    found(new Story().born(POD).alert(1, POD).deleted(POD), "none of 1 alerts about");
  }

  @Test
  void alertWithTwoOutcomesIsFound() {
    var story = new Story().born(POD).alert(1, POD).deleted(POD).outcome("gone", 1, POD, "a");

    found(story.outcome("stale", 1, POD, "b"), "every alert ends in exactly one outcome");
  }

  @Test
  void laterReportOfTheReplicaThatDeletedIsNoSecondOutcome() {
    var story =
        new Story()
            .born(POD)
            .alert(1, POD)
            .deleted(POD)
            .outcome("gone", 1, POD, "b")
            .outcome("acted", 1, POD, "a");

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void reportThatIsStoredTwiceIsFoundUnlessItsStreamWasLost() {
    found(good().outcome("acted", 1, POD, "a"), "2 times the outcome");
    assertThat(good().lost(Store.OUTCOMES, 0).outcome("acted", 1, POD, "a").violations()).isEmpty();
  }

  @Test
  void podThatActsTwiceForTwoAlertsIsFoundWhateverWasLost() {
    found(good().outcome("acted", 2, POD, "b"), "at most one acted");
    found(good().lost(Store.CLAIMS, 0).outcome("acted", 2, POD, "b"), "at most one acted");
    found(good().lost(Store.ALERTS, 0).outcome("acted", 2, POD, "b"), "at most one acted");
  }

  @Test
  void twoAlertsThatNameThePodAlikeAndBothSayWhatCameOfThemAreFound() {
    var story = good().outcome("gone", 2, POD, "b");

    found(story, "one outcome for each claim");
  }

  @Test
  void alertThatProvesNothingLeavesThePodToTheNext() {
    assertThat(stale("CONTAINER_UNKNOWN").violations()).isEmpty();
    found(stale("REPLACED"), "one outcome for each claim");
  }

  private static Story stale(String reason) {
    return new Story()
        .born(POD)
        .alert(1, POD)
        .alert(2, POD)
        .outcome("stale", Optional.of(reason), 1, POD, "a")
        .deleted(POD)
        .outcome("acted", 2, POD, "a");
  }

  @Test
  void secondOutcomeIsExcusedByTheLossOfTheClaimOrByTheSilenceOfItsOwner() {
    var lost = good().lost(Store.CLAIMS, 0).outcome("gone", 2, POD, "b");
    var silent = good().pause(13).alert(3, POD).outcome("gone", 3, POD, "b");

    assertThat(lost.violations()).isEmpty();
    assertThat(silent.violations()).isEmpty();
  }

  @Test
  void podThatIsDeletedTwiceIsFoundThoughNobodySaysSo() {
    found(good().deleted(POD), "no pod is deleted twice");
  }

  @Test
  void replicaThatSaysActedAndHasDeletedNothingIsFound() {
    var story = new Story().born(POD).alert(1, POD).outcome("acted", 1, POD, "a");

    found(story, "who says acted has deleted");
  }

  @Test
  void alertThatNamesThePodInAnotherWayIsNoDuplicate() {
    found(good().alert(3, POD, "container"), "none of 1 alerts about");
    var answered = good().alert(3, POD, "container").outcome("gone", 3, POD, "b");
    assertThat(answered.violations()).isEmpty();
  }

  @Test
  void deletionWithoutAUidIsFound() {
    var story = new Story().born(POD).alert(1, POD).deleted(POD, Optional.empty());

    found(story.outcome("acted", 1, POD, "a"), "no DELETE without the uid");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void deletionWhoseBodyTheServerNeverReadIsNone(int status) {
    assertThat(good().bodiless(POD, status).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 409})
  void deletionThatHadNoBodyIsFound(int status) {
    found(good().bodiless(POD, status), "no DELETE without the uid");
  }

  @Test
  void deletionOfTheNextPodOfThatNameIsFound() {
    var story = good().born(NEXT).alert(3, POD).deleted(NEXT);

    found(story, "no pod died that had not to");
    found(story, "no DELETE without the uid");
  }

  @Test
  void deletionBeforeAnybodyAskedForItIsFound() {
    var story = new Story().born(POD).deleted(POD).alert(1, POD).outcome("acted", 1, POD, "a");

    found(story, "died at");
  }

  @Test
  void letterWithOtherBytesIsFound() {
    var story =
        new Story()
            .alert(1, AlertKind.POISON, "\u00ff\u00fe")
            .letter(1, DeadLetterReason.MALFORMED, "\u00ff");

    found(story, "dead letters hold the original bytes");
  }

  @Test
  void poisonWithoutALetterIsFound() {
    found(new Story().alert(1, AlertKind.POISON, "x"), "POISON, and came to nothing");
  }

  @Test
  void unwantedAlertThatCameToSomethingIsFound() {
    var story = new Story().born(POD).alert(1, AlertKind.UNWANTED, "noise");

    found(story.outcome("stale", 1, POD, "a"), "UNWANTED, and came to stale");
  }

  @Test
  void alertIsExcusedByTheLossOfItsStreamBeforeItWasSettledOnly() {
    var open = new Story().born(POD).alert(5, POD).lost(Store.ALERTS, 4);
    var settled = new Story().born(POD).alert(5, POD).lost(Store.ALERTS, 5);

    assertThat(open.violations()).isEmpty();
    found(settled, "every pod that had to die died");
  }

  @Test
  void duplicateOfAnAlertThatWasLostIsLostWithIt() {
    var story = new Story().born(POD).alert(4, POD).alert(5, POD).lost(Store.ALERTS, 4);

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void alertThatNamesThePodInAnotherWayIsNotLostWithIt() {
    var story = new Story().born(POD).alert(4, POD, "container").alert(5, POD);

    found(story.lost(Store.ALERTS, 4), "every pod that had to die died");
  }

  @Test
  void alertAfterTheLossIsNotExcused() {
    var story = new Story().born(POD).alert(5, POD).lost(Store.ALERTS, 4).alert(1, POD);

    found(story, "every pod that had to die died");
  }

  @Test
  void alertLeftInHandIsFound() {
    found(good().leftInHand(1), "nothing is in hand at the end");
  }

  static void found(Story story, String sentence) {
    assertThat(story.violations())
        .anySatisfy(violation -> assertThat(violation).contains(sentence));
  }
}
