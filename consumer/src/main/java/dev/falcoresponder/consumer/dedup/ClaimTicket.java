package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.intake.AlertId;

/**
 * Proof of a claim, needed to settle it.
 *
 * @param key what is claimed
 * @param owner the alert that it is claimed for
 * @param revision the claim's revision in the store when we last wrote it; settling fails if
 *     somebody wrote since
 * @param attempt which attempt this is, from 1
 */
public record ClaimTicket(ClaimKey key, AlertId owner, long revision, int attempt) {
  /** For the same claim, after we have written it once more. */
  public ClaimTicket at(long written) {
    return new ClaimTicket(key, owner, written, attempt);
  }
}
