package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.OutcomeKind;
import java.util.List;
import org.slf4j.event.Level;

/** Which of an alert's outcomes stands for the alert, and how much a person wants to hear of it. */
final class Weight {
  private Weight() {}

  /** The outcome that stands for the alert. */
  static Outcome decisive(Answer answer) {
    return switch (answer) {
      case Answer.Early(_, Outcome outcome) -> outcome;
      case Answer.Responses(_, List<Response> responses) -> decisive(responses).outcome();
    };
  }

  /** The most severe response; among equals the last, where the walk ended. */
  static Response decisive(List<Response> responses) {
    var decisive = responses.getFirst();
    for (var response : responses) {
      if (level(response.outcome().kind()).toInt() >= level(decisive.outcome().kind()).toInt()) {
        decisive = response;
      }
    }
    return decisive;
  }

  /**
   * How loud. What needed nothing done is quiet: an attacker can cause any number of ignored alerts
   * and duplicates, and they would drown the rest.
   */
  static Level level(OutcomeKind kind) {
    return switch (kind) {
      case IGNORED, DUPLICATE -> Level.DEBUG;
      case ACTED, WOULD_ACT, WOULD_HOLD, GONE, STALE, REFUSED, REDRIVEN, DISCARDED -> Level.INFO;
      case RETRY -> Level.WARN;
      case REJECTED -> Level.ERROR;
    };
  }
}
