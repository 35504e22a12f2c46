package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.outcome.Outcome;

/** What asking for a claim comes to. */
public sealed interface Claiming {
  /** The response is ours to give. */
  record Ours(ClaimedAction claimed) implements Claiming {}

  /**
   * An earlier delivery has given the response up, and perhaps did not get to store the dead
   * letter: ours to write down, and not to try again.
   */
  record GivenUp(ClaimTicket ticket, Outcome.Rejected outcome) implements Claiming {}

  /** It is another's, or settled, or the store is away. */
  record Ended(Outcome outcome) implements Claiming {}
}
