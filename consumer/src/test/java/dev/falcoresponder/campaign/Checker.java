package dev.falcoresponder.campaign;

import java.util.List;

/** Holds the evidence of a run against everything that must be so. */
final class Checker {
  private static final List<Invariant> INVARIANTS =
      List.of(
          new EveryAlertEndsOnce(),
          new TheCondemnedDie(),
          new NobodyElseDies(),
          new EveryDeletionNamesTheUid(),
          new OneActedForEachPod(),
          new OneOutcomeForEachClaim(),
          new NoPodIsDeletedTwice(),
          new WhoActedHasDeleted(),
          new LettersHoldTheBytes(),
          new NothingIsLeftInHand());

  private Checker() {}

  /** Where it is not so. */
  static List<Violation> check(Evidence evidence) {
    var facts = new Case(evidence);
    return INVARIANTS.stream().flatMap(invariant -> invariant.violations(facts)).toList();
  }
}
