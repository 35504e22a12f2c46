package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import java.util.Optional;

/**
 * A claim's value in the bucket.
 *
 * @param state how far the response is
 * @param owner the alert that owns it
 * @param attempts how often it was tried, from 1
 * @param replica the replica that wrote this last
 * @param outcome what came of it, once settled
 */
public record Claim(State state, AlertId owner, int attempts, String replica, Optional<SettledOutcome> outcome) {
  /** How far a response is. */
  public enum State {
    /** Somebody is at it. */
    INFLIGHT,
    /** Given, or no longer needed. */
    DONE,
    /** Given up; another alert may try again. */
    FAILED
  }
}
