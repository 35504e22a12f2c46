package dev.falcoresponder.campaign;

import static dev.falcoresponder.campaign.Story.POD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    found(good().outcome("stale", 1, POD, "a"), "every alert ends in exactly one outcome");
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
  void repeatedReportIsOne() {
    assertThat(good().outcome("acted", 1, POD, "a").violations()).isEmpty();
  }

  @Test
  void podThatActsTwiceForTwoAlertsIsFound() {
    found(good().outcome("acted", 2, POD, "b"), "at most one acted");
  }

  @Test
  void twoThatActedAreExcusedByClaimsLostInBetweenOnly() {
    var before = new Story().lost(Store.CLAIMS, 0).born(POD).alert(1, POD).alert(2, POD);
    var between = new Story().born(POD).alert(1, POD).alert(2, POD).lost(Store.CLAIMS, 0);

    found(acts(before), "at most one acted");
    assertThat(acts(between).violations()).isEmpty();
  }

  private static Story acts(Story story) {
    return story.deleted(POD).outcome("acted", 1, POD, "a").outcome("acted", 2, POD, "b");
  }

  @Test
  void deletionWithoutAUidIsFound() {
    var story = new Story().born(POD).alert(1, POD).deleted(POD, Optional.empty());

    found(story.outcome("acted", 1, POD, "a"), "no DELETE without the uid");
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
  void alertThatWasGivenUpIsFoundUnlessAFaultIsTheReason() {
    var story =
        new Story().born(POD).alert(1, POD).letter(1, DeadLetterReason.FORBIDDEN, "shell 1");

    found(story, "every pod that had to die died");
    assertThat(story.excuses(DeadLetterReason.FORBIDDEN).violations()).isEmpty();
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
  void alertAfterTheLossIsNotExcused() {
    var story = new Story().born(POD).alert(5, POD).lost(Store.ALERTS, 4).alert(1, POD);

    found(story, "every pod that had to die died");
  }

  @Test
  void alertLeftInHandIsFound() {
    found(good().leftInHand(1), "nothing is in hand at the end");
  }

  private static void found(Story story, String sentence) {
    assertThat(story.violations())
        .anySatisfy(violation -> assertThat(violation).contains(sentence));
  }
}
