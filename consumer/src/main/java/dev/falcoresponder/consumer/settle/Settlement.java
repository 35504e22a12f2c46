package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.intake.Delivery;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.outcome.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes down what came of an alert, then tells the broker, in this order and once: an alert leaves
 * the stream's hands only after everything about it is kept. The only class that speaks the
 * broker's verbs.
 */
public final class Settlement {
  private final Ledger ledger;
  private final Records records;
  private final RetrySchedule schedule;
  private final ResponseClerk clerk;

  /**
   * Settles for one replica.
   *
   * @param replica this replica's name, for whoever reads what is written
   */
  public Settlement(
      ClaimDesk claims,
      Ledger ledger,
      RetryConfig config,
      String replica,
      Clock clock,
      RandomGenerator random) {
    this.ledger = ledger;
    this.records = new Records(replica, clock);
    this.schedule = new RetrySchedule(config, random);
    this.clerk = new ResponseClerk(claims, ledger, records, schedule);
  }

  /**
   * Settles one delivery.
   *
   * @return what the broker was told; where it did not take that, the message is delivered again
   */
  public Settled settle(Delivery delivery, Answer answer) {
    var decision =
        switch (answer) {
          case Answer.Early(var envelope, var outcome) -> early(envelope, outcome);
          case Answer.Responses(_, var responses) ->
              decision(responses, responses.stream().map(clerk::close).toList());
        };
    return new Settled(decision.verb(), tell(delivery, decision.verb()), decision.unwritten());
  }

  /** Gives a delivery back unsettled, for another replica: this one is shutting down. */
  public Settled giveBack(Delivery delivery) {
    var verb = new Verb.Nak(Duration.ZERO);
    return new Settled(verb, tell(delivery, verb));
  }

  /**
   * What was said.
   *
   * @param taken whether the broker took it
   * @param unwritten why not everything could be written down, so that the message has to come
   *     again; empty where it could
   */
  public record Settled(Verb verb, boolean taken, Optional<String> unwritten) {
    Settled(Verb verb, boolean taken) {
      this(verb, taken, Optional.empty());
    }
  }

  private record Decision(Verb verb, Optional<String> unwritten) {
    Decision(Verb verb) {
      this(verb, Optional.empty());
    }
  }

  private Decision early(Envelope envelope, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(var why, var detail) -> {
        var id = envelope.id().token() + "." + why.token();
        yield switch (ledger.keep(id, records.letter(envelope, why, detail), envelope.payload())) {
          case Ledger.Entry.Kept _ -> new Decision(new Verb.Term());
          case Ledger.Entry.NotKept(var error) -> again(error);
        };
      }
      case Outcome.Retry(_, _, var notBefore, _) ->
          new Decision(
              new Verb.Nak(notBefore.orElseGet(() -> schedule.after(envelope.deliveries()))));
      case Outcome.Ignored _,
          Outcome.Duplicate _,
          Outcome.SettledBefore _,
          Outcome.Acted _,
          Outcome.WouldAct _,
          Outcome.WouldHold _,
          Outcome.Gone _,
          Outcome.Stale _,
          Outcome.Refused _ ->
          new Decision(new Verb.Ack());
    };
  }

  /** The strictest wins: what is not written down comes again, what is given up never does. */
  private Decision decision(List<Response> responses, List<Closing> closings) {
    for (var closing : closings) {
      if (closing instanceof Closing.NotWritten(var why)) {
        return again(why);
      }
    }
    for (var place = 0; place < closings.size(); place++) {
      if (closings.get(place) instanceof Closing.Superseded && !claimedAgain(responses, place)) {
        return new Decision(new Verb.Leave());
      }
    }
    return new Decision(verb(closings));
  }

  /** Whether it was this very delivery that took the claim away, for another rule's response. */
  private static boolean claimedAgain(List<Response> responses, int place) {
    var key = responses.get(place).ticket().map(ClaimTicket::key);
    return responses.stream()
        .skip(place + 1L)
        .anyMatch(later -> later.ticket().map(ClaimTicket::key).equals(key));
  }

  private static Verb verb(List<Closing> closings) {
    if (closings.getLast() instanceof Closing.Again(var delay)) {
      return new Verb.Nak(delay);
    }
    if (closings.stream().anyMatch(Closing.GivenUp.class::isInstance)) {
      return new Verb.Term();
    }
    return closings.stream().anyMatch(Closing.Kept.class::isInstance)
        ? new Verb.AckSync()
        : new Verb.Ack();
  }

  private Decision again(String unwritten) {
    return new Decision(new Verb.Nak(schedule.longest()), Optional.of(unwritten));
  }

  private static boolean tell(Delivery delivery, Verb verb) {
    return switch (verb) {
      case Verb.Ack _ -> delivery.ack();
      case Verb.AckSync _ -> delivery.ackSync();
      case Verb.Nak(var delay) -> delivery.nak(delay);
      case Verb.Term _ -> delivery.term();
      case Verb.Leave _ -> true;
    };
  }
}
