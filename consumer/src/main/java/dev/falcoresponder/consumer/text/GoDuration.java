package dev.falcoresponder.consumer.text;

import java.time.Duration;

/** Durations as programs in Go read them, the {@code nats} command line among them. */
public final class GoDuration {
  private GoDuration() {}

  /**
   * {@code 72h}, {@code 1h30m}, {@code 90s} as {@code 1m30s}, {@code 500ms}; zero is {@code 0s}.
   */
  public static String of(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    var text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    append(text, duration.toNanosPart() % 1_000_000, "ns");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
