package dev.falcoresponder.campaign;

import dev.falcoresponder.model.DeadLetterReason;
import java.time.Instant;

/**
 * A dead letter, as whoever reads them finds it.
 *
 * @param storedAt when the letter itself was stored, which tells letters from each other
 * @param reason why the alert was given up
 * @param sequence the alert's sequence in its stream
 * @param publishedAt when the alert was stored
 * @param attempts how often the action had been tried, the last time included
 * @param error the last error, in the program's words
 * @param wire the payload, each byte as a character
 */
record Letter(
    Instant storedAt,
    DeadLetterReason reason,
    long sequence,
    Instant publishedAt,
    int attempts,
    String error,
    String wire) {}
