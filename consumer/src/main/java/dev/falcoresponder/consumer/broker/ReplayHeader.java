package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.model.Subjects;
import io.nats.client.impl.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers by which an operator replays an alert, read alike wherever alerts come from. */
public final class ReplayHeader {
  private ReplayHeader() {}

  /** The first id that says something; a message without headers has none. */
  public static Optional<String> in(@Nullable Headers headers) {
    return values(headers, Subjects.REPLAY_HEADER).filter(value -> !value.isBlank()).findFirst();
  }

  /** When the alert that it repeats was stored; empty where it does not say so in ISO 8601. */
  public static Optional<Instant> firstStoredAt(@Nullable Headers headers) {
    return values(headers, Subjects.FIRST_STORED_AT_HEADER)
        .flatMap(value -> instant(value).stream())
        .findFirst();
  }

  private static Stream<String> values(@Nullable Headers headers, String name) {
    var values = headers == null ? null : headers.getIgnoreCase(name);
    return values == null ? Stream.empty() : values.stream();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
