package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.intake.AlertId;
import java.time.Duration;
import java.time.Instant;

/**
 * Who wants a claim.
 *
 * @param id the alert
 * @param identified whether the claim's key names one incarnation of a pod; a name alone is used
 *     again
 * @param replica the replica that works for it
 * @param orphanedAfter how long another alert's claim may be in flight unchanged
 */
record Claimant(AlertId id, boolean identified, String replica, Duration orphanedAfter) {
  Ruling takes(long revision) {
    return new Ruling.Take(Claim.inflight(id, 1, replica), revision);
  }

  Ruling takesAgain(long revision, int attemptsSoFar) {
    return new Ruling.Take(Claim.inflight(id, attemptsSoFar + 1, replica), revision);
  }

  /**
   * Whether another alert's claim can be ours. Both times are the broker's; clocks of replicas have
   * no say.
   */
  boolean mayTakeOver(Claim.State state, Instant writtenAt) {
    return switch (state) {
      // The owner would have changed it at each delivery: it is gone, or its message is.
      case INFLIGHT, GIVING_UP ->
          Duration.between(writtenAt, id.storedAt()).compareTo(orphanedAfter) > 0;
      case FAILED -> true;
      // What came after the response may be about the next pod of that name.
      case DONE -> !identified && id.storedAt().isAfter(writtenAt);
    };
  }
}
