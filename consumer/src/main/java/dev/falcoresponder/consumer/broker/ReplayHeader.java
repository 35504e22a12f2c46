package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.model.Subjects;
import io.nats.client.impl.Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header by which an operator replays an alert, read alike wherever alerts come from. */
public final class ReplayHeader {
  private ReplayHeader() {}

  /** The first value that says something; a message without headers has none. */
  public static Optional<String> in(@Nullable Headers headers) {
    var values = headers == null ? null : headers.getIgnoreCase(Subjects.REPLAY_HEADER);
    return values == null
        ? Optional.empty()
        : values.stream().filter(value -> !value.isBlank()).findFirst();
  }
}
