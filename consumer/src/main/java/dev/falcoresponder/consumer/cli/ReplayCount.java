package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.redrive.Replay.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many alerts were replayed, by subject, and how many were not. */
final class ReplayCount {
  /** Whoever may publish alerts chooses their subjects. */
  private static final int MOST_SUBJECTS = 1_000;

  private static final String OTHERS = "(others)";

  private final Map<String, Long> subjects = new LinkedHashMap<>();
  private long replayed;
  private long repeated;
  private long passedOver;
  private long refused;

  void add(String subject, Answer answer) {
    switch (answer) {
      case Answer.Replayed(var again) -> {
        replayed++;
        repeated += again ? 1 : 0;
        var known = subjects.containsKey(subject) || subjects.size() < MOST_SUBJECTS;
        subjects.merge(known ? subject : OTHERS, 1L, Long::sum);
      }
      case Answer.PassedOver() -> passedOver++;
      case Answer.Refused _ -> refused++;
      case Answer.Unconfirmed _ -> {} // it is told, and ends the replay
    }
  }

  /** All that were sent, those that were sent before included. */
  long replayed() {
    return replayed;
  }

  /** Those of them that were sent under the same id shortly before. */
  long repeated() {
    return repeated;
  }

  /** Those that are replays themselves. */
  long passedOver() {
    return passedOver;
  }

  /** Those that cannot be sent. */
  long refused() {
    return refused;
  }

  /** By subject, in the order in which they first came. */
  Map<String, Long> subjects() {
    return subjects;
  }

  /** Everything that was looked at. */
  long all() {
    return replayed + passedOver + refused;
  }
}
