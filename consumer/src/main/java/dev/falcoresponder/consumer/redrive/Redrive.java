package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.approval.Approval;
import dev.falcoresponder.consumer.approval.JetStreamApprovals;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Sends the alerts of dead letters again, byte for byte, and approves the action that was held.
 * Nobody has looked yet whether something would hold the others. First the approval, then the
 * alert, then a line on the audit trail, and the letter goes last: whoever is interrupted leaves
 * the letter, and to redrive it again sends the alert once.
 */
public final class Redrive {
  private final AlertStream alerts;
  private final LetterCabinet letters;
  private final DecisionEvents events;
  private final JetStreamApprovals approvals;
  private final AlertSender sender;
  private final RandomGenerator random;

  /**
   * Decides for that person.
   *
   * @param timeout how long each request to the broker may take
   * @param random for ids that no other redrive has
   */
  public Redrive(
      Supplier<Connection> connection,
      AlertStream alerts,
      Duration timeout,
      Operator operator,
      Clock clock,
      RandomGenerator random) {
    this.alerts = alerts;
    this.letters = new LetterCabinet(connection, timeout);
    this.events = new DecisionEvents(operator, clock);
    this.approvals =
        new JetStreamApprovals(
            new Bucket(connection, Subjects.HOLDS_BUCKET, timeout, MissedStream.UNWATCHED));
    this.sender = new AlertSender(connection, alerts, timeout);
    this.random = random;
  }

  /**
   * Redrives the letter of that sequence.
   *
   * @param reason why, in the person's words; may be empty text
   */
  public Decision redrive(long sequence, String reason) {
    return letters.decide(sequence, letter -> redrive(letter, reason));
  }

  private Decision redrive(StoredLetter letter, String reason) {
    return switch (letter.content()) {
      case StoredLetter.Letter(var dead) ->
          send(
              letter,
              dead.subject(),
              dead.firstStoredAt(),
              dead.action().filter(_ -> isHeld(dead)),
              reason);
      case StoredLetter.Unreadable(_, var subject) when subject.isPresent() ->
          send(letter, subject.get(), letter.storedAt(), Optional.empty(), reason);
      case StoredLetter.Unreadable(var why, _) ->
          refused(letter, "cannot be read (" + why + "), so nobody knows what to send; discard it");
    };
  }

  private static boolean isHeld(DeadLetter letter) {
    return letter.reason() == DeadLetterReason.HELD;
  }

  private Decision send(
      StoredLetter letter,
      String subject,
      Instant firstStoredAt,
      Optional<String> action,
      String reason) {
    if (!alerts.takes(subject)) {
      return refused(
          letter,
          "is about a message on %s, which is not among the subjects of the alerts (nats.subjects is %s); discard it"
              .formatted(subject, alerts.subjects()));
    }
    var replay = "letter-%d-%016x".formatted(letter.sequence(), random.nextLong());
    var message =
        sender.message(
            subject,
            letter.payload(),
            replay,
            "redrive." + DecisionEvents.token(letter),
            firstStoredAt);
    var misfit = sender.obstacle(message);
    if (misfit.isPresent()) {
      return refused(letter, misfit.get());
    }
    var obstacle = action.flatMap(what -> approve(letter, replay, what));
    if (obstacle.isPresent()) {
      return failed(letter, "it could not be approved (" + obstacle.get() + ")");
    }
    return switch (sender.send(message)) {
      case AlertSender.Sent.Stored(long sequence, _) -> settle(letter, sequence, action, reason);
      case AlertSender.Sent.Unconfirmed(var why) -> failed(letter, why);
    };
  }

  private Optional<String> approve(StoredLetter letter, String replay, String action) {
    return approvals.grant(
        new Approval(
            replay,
            Approval.digest(letter.payload()),
            action,
            letter.sequence(),
            events.clock().instant(),
            events.operator().name()));
  }

  private Decision settle(
      StoredLetter letter, long sequence, Optional<String> approved, String reason) {
    var detail =
        "dead letter %d sent again as alert %d of stream %s%s"
            .formatted(
                letter.sequence(), sequence, alerts.name(), reason.isEmpty() ? "" : ": " + reason);
    return letters
        .note(events.event(letter, OutcomeKind.REDRIVEN, detail))
        .or(() -> letters.remove(letter))
        .map(why -> failed(letter, "its alert was sent again, but " + why))
        .orElseGet(
            () -> new Decision.Redriven(letter.sequence(), alerts.name(), sequence, approved));
  }

  private static Decision refused(StoredLetter letter, String why) {
    return new Decision.Refused(letter.sequence(), "dead letter " + letter.sequence() + " " + why);
  }

  private static Decision failed(StoredLetter letter, String why) {
    return new Decision.Failed(
        letter.sequence(), "dead letter " + letter.sequence() + " stays: " + why);
  }
}
