package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.WantedAlert;
import dev.falcoresponder.model.SuspectPod;

/** Gives an alert that somebody wants a response to the pod to respond to. */
public record PodResolver(PodSearch search) {

  /**
   * The alert with its pod, as the alert names it or as the search finds it.
   *
   * @param book the rules that want the alert. Once a pod was found they are asked again: only then
   *     do they see its namespace, and one that spares a namespace must spare it here too
   */
  public Step<MatchedAlert> resolve(WantedAlert wanted, RuleBook book) {
    var decoded = wanted.alert();
    if (decoded.pod().isPresent()) {
      return Step.next(new MatchedAlert(decoded, decoded.pod().get(), wanted.rules()));
    }
    if (decoded.lead().isEmpty()) {
      return Step.end(new Outcome.Ignored(Reason.NO_POD, "the alert names no pod"));
    }
    return search
        .find(decoded.lead().get(), decoded.envelope())
        .then(pod -> matchAgain(decoded, pod, book));
  }

  private static Step<MatchedAlert> matchAgain(
      DecodedAlert decoded, SuspectPod pod, RuleBook book) {
    return switch (book.match(decoded.about(pod))) {
      case Step.Next<WantedAlert>(var wanted) ->
          Step.next(new MatchedAlert(wanted.alert(), pod, wanted.rules()));
      case Step.End<WantedAlert> _ ->
          Step.end(
              new Outcome.Ignored(
                  Reason.NO_RULE, "it is about pod " + pod.ref() + ", for which no rule matches"));
    };
  }
}
