package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written down about a response. The ids depend on nothing but the alert and the claim, so
 * that writing again after a crash keeps one entry.
 */
final class Records {
  private final String replica;
  private final Clock clock;

  Records(String replica, Clock clock) {
    this.replica = replica;
    this.clock = clock;
  }

  ResponseOutcome event(Response response, SettledOutcome settled) {
    var planned = response.planned();
    var alert = planned.alert().alert();
    var id = planned.alert().envelope().id();
    var pod = planned.pod();
    return new ResponseOutcome(
        id(response) + "." + settled.kind().word(),
        settled.kind().word(),
        settled.reason().orElse(null),
        settled.detail().isEmpty() ? null : settled.detail(),
        planned.action().spec().actionner(),
        planned.rule().name(),
        alert.rule(),
        alert.priority().map(Priority::word).orElse(null),
        pod.ref().namespace(),
        pod.ref().name(),
        settled.podUid().orElse(null),
        pod.containerId().orElse(null),
        id.stream(),
        id.sequence(),
        id.storedAt().toString(),
        alert.time().map(Instant::toString).orElse(null),
        clock.instant().toString(),
        response.attempt(),
        replica);
  }

  DeadLetter letter(Response response, DeadLetterReason reason, String error) {
    var planned = response.planned();
    return letter(
        planned.alert().envelope(),
        reason,
        error,
        response.attempt(),
        Optional.of(planned.rule().name()),
        Optional.of(planned.action().spec().actionner()),
        Optional.of(planned.pod().ref().toString()));
  }

  DeadLetter letter(Envelope envelope, DeadLetterReason reason, String error) {
    return letter(envelope, reason, error, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private DeadLetter letter(
      Envelope envelope,
      DeadLetterReason reason,
      String error,
      int attempts,
      Optional<String> rule,
      Optional<String> action,
      Optional<String> pod) {
    var id = envelope.id();
    return new DeadLetter(
        reason,
        envelope.subject(),
        id.stream(),
        id.sequence(),
        id.storedAt(),
        envelope.firstStoredAt(),
        envelope.deliveries(),
        attempts,
        error,
        replica,
        rule,
        action,
        pod);
  }

  /**
   * One id for each alert and claim. An event's id has the outcome too: a response that one rule
   * refused and another gave, or that was refused at one delivery and given at the next, has two
   * outcomes.
   */
  static String id(Response response) {
    var planned = response.planned();
    return planned.alert().envelope().id().token() + "." + ClaimKeys.of(planned).text();
  }
}
