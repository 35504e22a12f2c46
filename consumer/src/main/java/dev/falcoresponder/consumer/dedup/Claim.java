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
 * @param outcome what came of it; missing only while somebody is at it
 */
public record Claim(
    State state, AlertId owner, int attempts, String replica, Optional<SettledOutcome> outcome) {
  /** Checks that whoever is not at it any more says what came of it. */
  public Claim {
    if (state != State.INFLIGHT && outcome.isEmpty()) {
      throw new IllegalArgumentException("only a claim in flight has no outcome");
    }
  }

  /** How far a response is. */
  public enum State {
    /** Somebody is at it. */
    INFLIGHT,
    /**
     * Given up for good, and the dead letter that says so may be stored or not: for the owner to
     * write, and for nobody to try again.
     */
    GIVING_UP,
    /** Given, or no longer needed. */
    DONE,
    /** Given up; another alert may try again. */
    FAILED;

    /** Whether its owner has something to do yet. */
    boolean open() {
      return this == INFLIGHT || this == GIVING_UP;
    }
  }

  /** A claim for somebody who starts. */
  static Claim inflight(AlertId owner, int attempts, String replica) {
    return new Claim(State.INFLIGHT, owner, attempts, replica, Optional.empty());
  }
}
