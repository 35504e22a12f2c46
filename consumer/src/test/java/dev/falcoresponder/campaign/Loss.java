package dev.falcoresponder.campaign;

import java.time.Instant;

/**
 * Something that a fault has taken from the broker for good. It was taken while all replicas stood
 * still and nothing was published, so that it can be told what was there.
 *
 * @param what the stream or bucket
 * @param at when
 * @param floor of the alerts: all up to this sequence had been settled by then; of others 0
 */
record Loss(Store what, Instant at, long floor) {
  /** What the program keeps at the broker. */
  enum Store {
    ALERTS,
    /** What has been answered: all that the stream still holds comes again. */
    CONSUMER,
    CLAIMS,
    OUTCOMES,
    LETTERS
  }
}
