package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.resolve.PodResolver;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.function.Supplier;

/**
 * One alert, start to finish: read this class first, then {@link ActionResponder}.
 *
 * @param maxDeliveries deliveries of one message after which it is given up unread: handling it
 *     must be what fails
 * @param decoder bytes to alert
 * @param rules the rules that are live; asked once for each alert, so that they never change inside
 *     one
 * @param resolver the pod of an alert that rules want
 * @param walk the actions that the matching rules want
 */
public record AlertPipeline(
    long maxDeliveries,
    AlertDecoder decoder,
    Supplier<RuleBook> rules,
    PodResolver resolver,
    ActionWalk walk) {

  /** What comes of the alert; the caller writes it down and tells the broker. */
  public Answer process(Envelope envelope) {
    return switch (read(envelope)) {
      case Step.End<MatchedAlert>(var outcome) -> new Answer.Early(envelope, outcome);
      case Step.Next<MatchedAlert>(var matched) ->
          new Answer.Responses(matched, walk.respond(matched));
    };
  }

  private Step<MatchedAlert> read(Envelope envelope) {
    if (envelope.deliveries() > maxDeliveries) {
      return Step.end(
          new Outcome.Rejected(
              DeadLetterReason.DELIVERIES_EXHAUSTED,
              "delivered more than " + maxDeliveries + " times"));
    }
    var book = rules.get();
    return Step.next(envelope)
        .then(message -> decoder.decode(message, book.fields())) // bytes        -> DecodedAlert
        .then(book::match) //                                       DecodedAlert -> WantedAlert
        .then(wanted -> resolver.resolve(wanted, book)); //         WantedAlert  -> MatchedAlert
  }
}
