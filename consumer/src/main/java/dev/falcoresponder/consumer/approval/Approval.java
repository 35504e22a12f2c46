package dev.falcoresponder.consumer.approval;

import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.text.Sha256;
import java.time.Instant;

/**
 * A person's word that what one dead letter asks for shall be done.
 *
 * @param replay the replay that it is for, as in the header of the alert
 * @param digest the {@link #digest(Payload)} of the alert
 * @param action what shall be done, for example {@code kubernetes:terminate}
 * @param letter the sequence of the dead letter
 * @param at when, by the person's clock; nothing rests on it
 * @param by who, as {@code user@host}
 */
public record Approval(
    String replay, String digest, String action, long letter, Instant at, String by) {

  /** What an approval says of the bytes that it is for: their SHA-256 in hex. */
  public static String digest(Payload payload) {
    return Sha256.hex(payload.bytes());
  }
}
