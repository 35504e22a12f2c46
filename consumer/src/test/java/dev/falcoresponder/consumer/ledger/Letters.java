package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Instant;
import java.util.Optional;

/** Entries to keep. */
final class Letters {
  private Letters() {}

  static DeadLetter letter(DeadLetterReason reason, String error) {
    return new DeadLetter(
        reason,
        "falco.notice.terminal_shell_in_container",
        "FALCO",
        42,
        Instant.parse("2026-11-01T12:00:00.123456789Z"),
        Instant.parse("2026-11-01T11:00:00Z"),
        11,
        10,
        error,
        "replica-0",
        Optional.of("Kill shells"),
        Optional.of("kubernetes:terminate"),
        Optional.of("shop/web"));
  }

  /** As of a message that is no alert. */
  static DeadLetter malformed(String error) {
    return new DeadLetter(
        DeadLetterReason.MALFORMED,
        "falco.x",
        "FALCO",
        43,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        0,
        error,
        "replica-0",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ResponseOutcome event(String id) {
    return new ResponseOutcome(
        id,
        "acted",
        null,
        "deleted <shop/web> & co",
        "kubernetes:terminate",
        "Kill shells",
        "Terminal shell in container",
        "Notice",
        "shop",
        "web",
        "6f2d1c9a",
        null,
        "FALCO",
        9_007_199_254_740_993L,
        "2026-11-01T12:00:00.123456789Z",
        null,
        "2026-11-01T12:00:01Z",
        1,
        "replica-0");
  }
}
