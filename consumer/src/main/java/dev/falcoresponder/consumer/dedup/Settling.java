package dev.falcoresponder.consumer.dedup;

/** What settling a claim comes to. */
public sealed interface Settling {
  /**
   * The claim says so now.
   *
   * @param revision its revision since then; 0 where it is removed
   */
  record Settled(long revision) implements Settling {}

  /** Another alert has taken the claim over: it is theirs to settle. */
  record LostOwnership() implements Settling {}

  /**
   * A later delivery of the same alert has the claim, and the message with it: an ack of ours would
   * keep that one from coming again.
   */
  record Superseded() implements Settling {}

  /** The store did not answer: the claim may or may not say so. */
  record Unreachable(String why) implements Settling {}
}
