package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.broker.SubjectCover;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a stretch of the stream of alerts. */
final class RangeOptions {
  @Mixin private final StretchOptions stretch = new StretchOptions();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description =
          "Only alerts of this subject, such as falco.critical.>; default: nats.subjects.")
  private @Nullable String subject;

  /** Whether a stretch was named at all. */
  boolean given() {
    return stretch.given() || subject != null;
  }

  /** Whether it was said where it begins. */
  boolean begins() {
    return stretch.begins();
  }

  /** What is wrong with its ends, in a sentence. */
  Optional<String> complaint() {
    return stretch.complaint();
  }

  /** Whether all of the subjects that were asked for, if any, are among these. */
  boolean within(String subjects) {
    return subject == null || SubjectCover.covers(List.of(subjects), subject);
  }

  StreamRange.Opening open(StreamReader stream, String subjects) {
    return stretch.open(stream, subject == null ? subjects : subject);
  }
}
