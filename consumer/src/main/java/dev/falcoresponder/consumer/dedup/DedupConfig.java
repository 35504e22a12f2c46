package dev.falcoresponder.consumer.dedup;

import java.time.Duration;

/**
 * How claims behave.
 *
 * @param replica this replica's name, for the claims' readers
 * @param ttl how long a claim lives after its last change
 * @param orphanedAfter how long a claim in flight may go unchanged before another alert takes it
 *     over
 * @param cacheSize settled claims remembered in the process
 */
public record DedupConfig(String replica, Duration ttl, Duration orphanedAfter, int cacheSize) {}
