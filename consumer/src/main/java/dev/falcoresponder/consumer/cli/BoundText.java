package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StreamRange.Bound;
import dev.falcoresponder.consumer.config.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An end of a stretch of the stream as a person types it: a sequence, a time, or how long ago. */
final class BoundText implements ITypeConverter<Bound> {
  private static final Pattern SEQUENCE = Pattern.compile("[1-9]\\d{0,17}");

  @Override
  public Bound convert(String text) {
    return read(text, Clock.systemUTC());
  }

  static Bound read(String text, Clock clock) {
    if (SEQUENCE.matcher(text).matches()) {
      return new Bound.Sequence(Long.parseLong(text));
    }
    // A bare 0 is a duration elsewhere; here it would mean now, to whoever means the beginning.
    return Durations.parse(text)
        .filter(Duration::isPositive)
        .<Bound>map(ago -> new Bound.Time(clock.instant().minus(ago)))
        .orElseGet(() -> time(text));
  }

  private static Bound time(String text) {
    try {
      return new Bound.Time(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is neither a sequence nor a time; write 1234, 2026-11-24T03:00:00Z, or how long"
              + " ago, such as 12h");
    }
  }
}
