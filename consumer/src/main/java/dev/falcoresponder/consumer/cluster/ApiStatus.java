package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes {@code Status}: how the API server itself says no. Proxies in front of it do not
 * send one.
 */
record ApiStatus(
    @Nullable String kind,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Details details) {
  /** The part of {@code details} that matters here. */
  record Details(@Nullable List<Cause> causes, @Nullable Integer retryAfterSeconds) {}

  /** One cause; admission policies give them, missing permissions do not. */
  record Cause(@Nullable String message) {}

  static Optional<ApiStatus> parse(String body) {
    return Json.read(body, ApiStatus.class).filter(status -> "Status".equals(status.kind));
  }

  boolean hasReason(String word) {
    return word.equals(reason);
  }

  String sentence() {
    return message == null ? String.valueOf(reason) : message;
  }

  boolean hasCauses() {
    return details != null && details.causes != null && !details.causes.isEmpty();
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(details)
        .flatMap(present -> Optional.ofNullable(present.retryAfterSeconds))
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }
}
