package dev.falcoresponder.consumer.decode;

import java.time.DateTimeException;
import java.time.Instant;

/** The alert's {@code time}: RFC 3339, in UTC from Falco, with any offset from people. */
sealed interface AlertTime {
  /** The first second after the year 9999, where RFC 3339 ends. */
  Instant END = Instant.ofEpochSecond(253_402_300_800L);

  /** A time. */
  record At(Instant instant) implements AlertTime {}

  /**
   * A time of a clock or a variable that nobody has set: at or before 1970, as Go's zero time
   * {@code 0001-01-01}.
   */
  record Unset() implements AlertTime {}

  /** Not a time. */
  record Unreadable() implements AlertTime {}

  /** Reads the text. */
  static AlertTime read(String text) {
    try {
      var instant = UtcTime.parse(text);
      if (!instant.isAfter(Instant.EPOCH)) {
        return new Unset();
      }
      return instant.isBefore(END) ? new At(instant) : new Unreadable();
    } catch (DateTimeException _) {
      return new Unreadable();
    }
  }
}
