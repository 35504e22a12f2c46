package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import java.time.Clock;

/**
 * What is written down about decisions. An event's id depends on the letter and the decision alone,
 * so that to decide again after a failure keeps one event.
 */
record DecisionEvents(Operator operator, Clock clock) {
  /** What tells a letter from every other, also from one of a stream that was made anew. */
  static String token(StoredLetter letter) {
    return id(letter).token();
  }

  ResponseOutcome event(StoredLetter letter, OutcomeKind decision, String detail) {
    return switch (letter.content()) {
      case StoredLetter.Letter(var dead) ->
          event(
              letter,
              decision,
              detail,
              dead,
              new AlertId(dead.stream(), dead.sequence(), dead.publishedAt()));
      case StoredLetter.Unreadable _ -> unreadable(letter, decision, detail);
    };
  }

  private ResponseOutcome event(
      StoredLetter letter, OutcomeKind decision, String detail, DeadLetter dead, AlertId alert) {
    var pod = dead.pod().orElse("");
    var slash = pod.indexOf('/');
    return new ResponseOutcome(
        token(letter) + "." + decision.word(),
        decision.word(),
        dead.reason().name(),
        detail,
        dead.action().orElse(""),
        dead.rule().orElse(""),
        "",
        null,
        slash < 0 ? "" : pod.substring(0, slash),
        pod.substring(slash + 1),
        null,
        null,
        alert.stream(),
        alert.sequence(),
        alert.storedAt().toString(),
        null,
        clock.instant().toString(),
        dead.attempts(),
        operator.name());
  }

  private ResponseOutcome unreadable(StoredLetter letter, OutcomeKind decision, String detail) {
    var id = id(letter);
    return new ResponseOutcome(
        id.token() + "." + decision.word(),
        decision.word(),
        null,
        detail,
        "",
        "",
        "",
        null,
        "",
        "",
        null,
        null,
        id.stream(),
        id.sequence(),
        id.storedAt().toString(),
        null,
        clock.instant().toString(),
        0,
        operator.name());
  }

  private static AlertId id(StoredLetter letter) {
    return new AlertId(Subjects.DEAD_LETTERS_STREAM, letter.sequence(), letter.storedAt());
  }
}
