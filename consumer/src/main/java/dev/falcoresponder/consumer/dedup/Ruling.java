package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.outcome.SettledOutcome;

/** What an alert may do, given what it finds in the place of its claim. */
sealed interface Ruling {
  /** The revision to replace where there is nothing to replace. */
  long NOTHING = 0;

  /** Write this claim over that revision; who succeeds owns the response. */
  record Take(Claim claim, long revision) implements Ruling {}

  /** An earlier delivery of this alert has given it up; whether it got to write so is not known. */
  record GivingUp(Claim claim, long revision) implements Ruling {}

  /** An earlier delivery of this alert has reached an outcome. */
  record SettledBefore(SettledOutcome outcome) implements Ruling {}

  /** The response is the alert's that has that claim. */
  record Duplicate(Claim claim) implements Ruling {}

  /** The store does not say. */
  record Unknown(String why) implements Ruling {}

  /** Decides for an alert. */
  static Ruling of(Lookup found, Claimant claimant) {
    return switch (found) {
      case Lookup.Absent() -> claimant.takes(NOTHING);
      // To wait for it to expire would leave a threat alone because of a typing error. Twice is
      // harmless.
      case Lookup.Unreadable(_, long revision) -> claimant.takes(revision);
      case Lookup.Unreachable(var why) -> new Unknown(why);
      case Lookup.Found(var claim, long revision, _) when claim.owner().equals(claimant.id()) ->
          ofOwn(claim, revision, claimant);
      case Lookup.Found(var claim, long revision, var writtenAt) ->
          claimant.mayTakeOver(claim.state(), writtenAt)
              ? claimant.takes(revision)
              : new Duplicate(claim);
    };
  }

  private static Ruling ofOwn(Claim claim, long revision, Claimant claimant) {
    if (claim.state() == Claim.State.GIVING_UP) {
      return new GivingUp(claim, revision);
    }
    return claim
        .outcome()
        .<Ruling>map(SettledBefore::new)
        .orElseGet(() -> claimant.takesAgain(revision, claim.attempts()));
  }
}
