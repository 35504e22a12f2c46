package dev.falcoresponder.consumer.dedup;

import java.time.Instant;

/**
 * Where claims are kept: shared by all replicas, every change a compare-and-set. Reads must not be
 * stale, since a claim that still looks in flight swallows an alert.
 */
public interface ClaimStore {
  /** What a look at a claim finds. */
  sealed interface Lookup {
    /** The claim, its revision, and when it was written by the store's clock. */
    record Found(Claim claim, long revision, Instant writtenAt) implements Lookup {}

    /**
     * Something that is no claim, written by hand or by a version of this program that is not yet
     * known here.
     */
    record Unreadable(String why, long revision) implements Lookup {}

    /** No claim, or one that has been removed or has expired. */
    record Absent() implements Lookup {}

    /** The store did not answer. */
    record Unreachable(String why) implements Lookup {}
  }

  /** What a change comes to. */
  sealed interface Change {
    /** Done; the revision is the claim's new one, above 0. */
    record Won(long revision) implements Change {}

    /** Somebody else changed it first. */
    record Lost() implements Change {}

    /** The store did not answer: the change may or may not have been made. */
    record Unreachable(String why) implements Change {}
  }

  /** Looks. */
  Lookup find(ClaimKey key);

  /** Writes a claim where there is none. */
  Change create(ClaimKey key, Claim claim);

  /** Replaces the claim of that revision. */
  Change replace(ClaimKey key, Claim claim, long revision);

  /** Removes the claim of that revision. */
  Change remove(ClaimKey key, long revision);
}
