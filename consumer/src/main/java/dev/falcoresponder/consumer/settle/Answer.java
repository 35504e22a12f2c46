package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import java.util.List;

/** What came of one alert. */
public sealed interface Answer {
  /** It ended before any action was looked at: malformed, no rule, no pod, a defect. */
  record Early(Envelope envelope, Outcome outcome) implements Answer {}

  /**
   * One response for each action that was looked at, in order, at least one; the walk stops at a
   * {@code Retry}.
   */
  record Responses(MatchedAlert matched, List<Response> responses) implements Answer {
    public Responses {
      responses = List.copyOf(responses);
      if (responses.isEmpty()) {
        throw new IllegalArgumentException("an answered alert has a response");
      }
    }
  }
}
