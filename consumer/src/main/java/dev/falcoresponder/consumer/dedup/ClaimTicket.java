package dev.falcoresponder.consumer.dedup;

/**
 * Proof of a claim, needed to settle it.
 *
 * @param key what is claimed
 * @param revision the claim's revision in the bucket when we last wrote it; settling fails if somebody wrote since
 * @param attempt which attempt this is, from 1
 */
public record ClaimTicket(ClaimKey key, long revision, int attempt) {}
