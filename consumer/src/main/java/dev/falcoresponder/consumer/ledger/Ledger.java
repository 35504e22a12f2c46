package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.ResponseOutcome;

/** Keeps dead letters and outcome events. Keeping the same entry twice keeps it once. */
public interface Ledger {
  /** Whether an entry is kept. */
  sealed interface Entry {
    /** Stored, and confirmed by the store. */
    record Kept() implements Entry {}

    /** Not confirmed; it may or may not have been stored. */
    record NotKept(String why) implements Entry {}
  }

  /**
   * Keeps an alert that was given up.
   *
   * @param id the same for every attempt to keep this letter
   */
  Entry keep(String id, DeadLetter letter, Payload original);

  /** Keeps an outcome event under its own id. */
  Entry keep(ResponseOutcome event);
}
