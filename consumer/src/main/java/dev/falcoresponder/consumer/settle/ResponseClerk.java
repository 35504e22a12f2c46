package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.dedup.Settling;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.util.function.Supplier;

/**
 * Writes down one response: claim, outcome event, dead letter.
 *
 * <p>The claim is closed before the event is published. Who crashes between the two finds the
 * outcome in the claim at the next delivery and publishes it then, under the same id. Who has lost
 * the claim to another alert meanwhile leaves the report to that one, unless a pod was deleted:
 * nobody else would say so.
 *
 * <p>A dead letter is announced in the claim, stored, and the claim closed: it is the last word,
 * also where nobody hears that it is stored.
 */
final class ResponseClerk {
  private final ClaimDesk claims;
  private final Ledger ledger;
  private final Records records;
  private final RetrySchedule schedule;

  ResponseClerk(ClaimDesk claims, Ledger ledger, Records records, RetrySchedule schedule) {
    this.claims = claims;
    this.ledger = ledger;
    this.records = records;
    this.schedule = schedule;
  }

  Closing close(Response response) {
    return switch (response.outcome()) {
      case Outcome.Acted _, Outcome.WouldAct _, Outcome.WouldHold _, Outcome.Gone _ ->
          done(response);
      case Outcome.Stale(var why, _) -> why == Reason.REPLACED ? done(response) : refused(response);
      case Outcome.Refused _ -> refused(response);
      case Outcome.SettledBefore(var earlier) -> again(response, earlier);
      case Outcome.Duplicate _, Outcome.Ignored _ -> new Closing.Nothing();
      case Outcome.Retry retry -> retry(response, retry);
      case Outcome.Rejected(var why, var detail) -> givenUp(response, why, detail);
    };
  }

  private Closing done(Response response) {
    var settled = SettledOutcome.of(response.outcome(), response.podUid());
    return switch (claims.done(ticket(response), settled)) {
      case Settling.Settled _ -> publish(response, settled);
      case Settling.LostOwnership _, Settling.Superseded _
          when response.outcome() instanceof Outcome.Acted ->
          publish(response, settled);
      case Settling.LostOwnership _ -> new Closing.Nothing();
      case Settling.Superseded _ -> new Closing.Superseded();
      case Settling.Unreachable(var why) -> new Closing.NotWritten(why);
    };
  }

  /**
   * The claim goes last: while it stands, no other alert is judged, and published twice, in
   * between. What this alert does not prove, another about the same pod may.
   */
  private Closing refused(Response response) {
    return switch (publish(response, SettledOutcome.of(response.outcome(), response.podUid()))) {
      case Closing.Kept kept ->
          switch (claims.release(ticket(response))) {
            case Settling.Settled _, Settling.LostOwnership _ -> kept;
            case Settling.Superseded _ -> new Closing.Superseded();
            case Settling.Unreachable(var why) -> new Closing.NotWritten(why);
          };
      case Closing other -> other;
    };
  }

  private Closing again(Response response, SettledOutcome earlier) {
    // A claim closed as rejected was closed after its dead letter was stored, so there is nothing
    // left to write.
    return earlier.kind() == OutcomeKind.REJECTED
        ? new Closing.GivenUp()
        : publish(response, earlier);
  }

  /** What is no attempt must not come back at once for ever: deliveries are bounded, too. */
  private Closing retry(Response response, Outcome.Retry retry) {
    response.ticket().ifPresent(ticket -> claims.retried(ticket, retry.counted()));
    var before =
        retry.counted() ? response.attempt() : response.planned().alert().envelope().deliveries();
    return new Closing.Again(retry.notBefore().orElseGet(() -> schedule.after(before)));
  }

  private Closing givenUp(Response response, DeadLetterReason why, String detail) {
    var settled = SettledOutcome.of(response.outcome(), response.podUid());
    var ticket = ticket(response);
    return switch (claims.givingUp(ticket, settled)) {
      case Settling.Settled(long revision) ->
          letter(response, why, detail, () -> failed(ticket.at(revision), settled));
      case Settling.LostOwnership _ -> letter(response, why, detail, Closing.GivenUp::new);
      case Settling.Superseded _ -> new Closing.Superseded();
      case Settling.Unreachable(var error) -> new Closing.NotWritten(error);
    };
  }

  private Closing letter(
      Response response, DeadLetterReason why, String detail, Supplier<Closing> kept) {
    var entry =
        ledger.keep(
            Records.id(response),
            records.letter(response, why, detail),
            response.planned().alert().envelope().payload());
    return switch (entry) {
      case Ledger.Entry.NotKept(var error) -> new Closing.NotWritten(error);
      case Ledger.Entry.Kept _ -> kept.get();
    };
  }

  private Closing failed(ClaimTicket ticket, SettledOutcome settled) {
    return switch (claims.failed(ticket, settled)) {
      case Settling.Settled _, Settling.LostOwnership _ -> new Closing.GivenUp();
      case Settling.Superseded _ -> new Closing.Superseded();
      case Settling.Unreachable(var error) -> new Closing.NotWritten(error);
    };
  }

  private Closing publish(Response response, SettledOutcome settled) {
    return switch (ledger.keep(records.event(response, settled))) {
      case Ledger.Entry.Kept _ -> new Closing.Kept();
      case Ledger.Entry.NotKept(var why) -> new Closing.NotWritten(why);
    };
  }

  private static ClaimTicket ticket(Response response) {
    return response
        .ticket()
        .orElseThrow(() -> new IllegalStateException("a response without a claim"));
  }
}
