package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import java.util.Optional;

/**
 * A claim's value in the store.
 *
 * @param state how far the response is
 * @param owner the alert that owns it
 * @param attempts how often it was tried as far as that counts, the try that is under way included;
 *     0 after a first try that was none
 * @param replica the replica that wrote this last
 * @param outcome what came of it; never missing in a settled claim
 */
public record Claim(
    State state, AlertId owner, int attempts, String replica, Optional<SettledOutcome> outcome) {
  /** Checks that a settled claim has an outcome. */
  public Claim {
    if (state != State.INFLIGHT && outcome.isEmpty()) {
      throw new IllegalArgumentException("a settled claim needs an outcome");
    }
  }

  /** How far a response is. */
  public enum State {
    /** Somebody is at it. */
    INFLIGHT,
    /** Given, or no longer needed. */
    DONE,
    /** Given up; another alert may try again. */
    FAILED
  }

  /** A claim for somebody who starts. */
  static Claim inflight(AlertId owner, int attempts, String replica) {
    return new Claim(State.INFLIGHT, owner, attempts, replica, Optional.empty());
  }
}
