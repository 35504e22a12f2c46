package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.text.GoDuration;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Kubernetes and NATS users write them: {@code 500ms}, {@code 60s}, {@code 1h30m}. */
public final class Durations {
  // Nine digits a part: nothing that passes can overflow.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private Durations() {}

  /** Reads a duration; empty where the text is none. A number without a unit is none, save 0. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    var parts = FORM.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(parts.group(1)))
            .plusHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4)))
            .plusMillis(number(parts.group(5))));
  }

  /** Writes a duration so that {@link #parse} reads it back, to the millisecond. */
  static String print(Duration duration) {
    return GoDuration.of(duration.truncatedTo(ChronoUnit.MILLIS));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
