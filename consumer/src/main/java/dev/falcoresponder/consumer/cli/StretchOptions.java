package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamRange.Bound;
import dev.falcoresponder.consumer.broker.StreamReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a stretch of a stream begins and ends. */
final class StretchOptions {
  private static final String FORMS =
      "a sequence, a time (2026-11-24T03:00:00Z), or how long ago (12h)";

  @Option(
      names = "--from",
      paramLabel = "SEQ|TIME",
      converter = BoundText.class,
      description = "Where the stretch begins: " + FORMS + ".")
  private @Nullable Bound from;

  @Option(
      names = "--to",
      paramLabel = "SEQ|TIME",
      converter = BoundText.class,
      description = "Where it ends: " + FORMS + "; default: what is newest now.")
  private @Nullable Bound to;

  /** Whether an end of it was named. */
  boolean given() {
    return from != null || to != null;
  }

  /** Whether it was said where it begins. */
  boolean begins() {
    return from != null;
  }

  /** What is wrong with its ends, in a sentence. */
  Optional<String> complaint() {
    return backwards()
        ? Optional.of("The stretch ends before it begins: exchange --from and --to")
        : Optional.empty();
  }

  /** Can be told of two sequences or of two times. */
  private boolean backwards() {
    return switch (from) {
      case Bound.Sequence(long first) when to instanceof Bound.Sequence(long last) -> first > last;
      case Bound.Time(var begin) when to instanceof Bound.Time(var end) -> begin.isAfter(end);
      case null, default -> false;
    };
  }

  /** The stretch's messages of that subject; wildcards are allowed. */
  StreamRange.Opening open(StreamReader stream, String subject) {
    return StreamRange.open(stream, subject, Optional.ofNullable(from), Optional.ofNullable(to));
  }
}
