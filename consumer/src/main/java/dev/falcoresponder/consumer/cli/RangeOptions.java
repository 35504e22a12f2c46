package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamRange.Bound;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.broker.SubjectCover;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a stretch of the stream of alerts. */
final class RangeOptions {
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

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description =
          "Only alerts of this subject, such as falco.critical.>; default: nats.subjects.")
  private @Nullable String subject;

  /** Whether a stretch was named at all. */
  boolean given() {
    return from != null || to != null || subject != null;
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

  /** Whether all of the subjects that were asked for, if any, are among these. */
  boolean within(String subjects) {
    return subject == null || SubjectCover.covers(List.of(subjects), subject);
  }

  StreamRange.Opening open(StreamReader stream, String subjects) {
    return StreamRange.open(
        stream,
        subject == null ? subjects : subject,
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }
}
