package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.pipeline.ActionWalk;
import dev.falcoresponder.consumer.resolve.PodResolver;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.RuleExplanation;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Explains alerts.
 *
 * @param decoder bytes to alert
 * @param book the rules
 * @param resolver the pod of an alert that rules want
 * @param inquiries makes what asks about the actions of one alert; each alert gets its own, so that
 *     none is a duplicate of another
 * @param dryRun whether the program that runs only asks, whatever the rules say
 */
public record Explainer(
    AlertDecoder decoder,
    RuleBook book,
    PodResolver resolver,
    Supplier<Inquiry> inquiries,
    boolean dryRun) {

  /** What would happen to the message. */
  public Explanation explain(Envelope envelope) {
    var inquiry = inquiries.get();
    return switch (decoder.decode(envelope, book.fields())) {
      case Step.End<DecodedAlert>(var outcome) ->
          explanation(Optional.empty(), List.of(), List.of(), inquiry, outcome);
      case Step.Next<DecodedAlert>(var decoded) -> explain(decoded, inquiry);
    };
  }

  private Explanation explain(DecodedAlert decoded, Inquiry inquiry) {
    return switch (book.match(decoded).then(wanted -> resolver.resolve(wanted, book))) {
      case Step.End<MatchedAlert>(var outcome) -> explain(decoded, List.of(), inquiry, outcome);
      case Step.Next<MatchedAlert>(var matched) -> {
        var responses = ActionWalk.asking(inquiry, dryRun).respond(matched);
        yield explain(matched.alert(), responses, inquiry, summary(responses));
      }
    };
  }

  private Explanation explain(
      DecodedAlert decoded, List<Response> responses, Inquiry inquiry, Outcome outcome) {
    var rules =
        book.explain(decoded).stream().map(rule -> explain(rule, decoded, responses)).toList();
    return explanation(Optional.of(decoded), rules, responses, inquiry, outcome);
  }

  private static Explanation.ActionAnswered answer(Response response) {
    var outcome = response.outcome();
    return new Explanation.ActionAnswered(
        response.planned().rule().name(),
        response.planned().action().name(),
        outcome.kind(),
        outcome.reason());
  }

  /** What would be done outweighs what would not. */
  private static Outcome summary(List<Response> responses) {
    return responses.stream()
        .map(Response::outcome)
        .filter(Outcome.WouldAct.class::isInstance)
        .findFirst()
        .orElseGet(() -> responses.getFirst().outcome());
  }

  private static Explanation explanation(
      Optional<DecodedAlert> decoded,
      List<Explanation.RuleExplained> rules,
      List<Response> responses,
      Inquiry inquiry,
      Outcome outcome) {
    return new Explanation(
        decoded.map(DecodedAlert::alert),
        decoded.flatMap(DecodedAlert::pod),
        rules,
        responses.stream().map(Explainer::answer).toList(),
        inquiry.checks(responses),
        // We only ask, but what is asked about is the alert that would be held for real.
        outcome instanceof Outcome.WouldHold _ ? OutcomeKind.REJECTED : outcome.kind(),
        outcome.reason(),
        outcome.detail());
  }

  private Explanation.RuleExplained explain(
      RuleExplanation explained, DecodedAlert decoded, List<Response> responses) {
    var rule = explained.rule();
    var actions = new ArrayList<Explanation.ActionExplained>();
    var obstacle = obstacle(explained, decoded);
    for (var action : rule.actions()) {
      actions.add(
          new Explanation.ActionExplained(
              action.name(),
              action.spec(),
              obstacle.isEmpty(),
              obstacle.orElse(reservations(rule) + duplicate(rule, action, responses))));
      if (obstacle.isEmpty() && !action.continues()) {
        obstacle = Optional.of("action \"" + action.name() + "\" before it does not continue");
      }
    }
    return new Explanation.RuleExplained(explained, actions);
  }

  private String reservations(ResponseRule rule) {
    return "the rule matches"
        + (rule.needsApproval() ? ", and a person has to approve" : "")
        + dryRun(rule)
            .map(who -> ", and " + who + ": the API server is asked, and nothing is done")
            .orElse("");
  }

  /** What another rule does for the alert is not done again. */
  private static String duplicate(ResponseRule rule, RuleAction action, List<Response> responses) {
    return responses.stream()
        .filter(it -> it.planned().rule().equals(rule) && it.planned().action().equals(action))
        .map(Response::outcome)
        .filter(Outcome.Duplicate.class::isInstance)
        .findFirst()
        .map(outcome -> "; a duplicate, " + outcome.detail())
        .orElse("");
  }

  private Optional<String> dryRun(ResponseRule rule) {
    return rule.dryRun()
        ? Optional.of("says dry_run")
        : Optional.of("the configuration says dry-run").filter(_ -> dryRun);
  }

  private static Optional<String> obstacle(RuleExplanation explained, DecodedAlert decoded) {
    if (!explained.matched()) {
      return Optional.of("the rule does not match");
    }
    if (explained.stoppedBy().isPresent()) {
      return explained.stoppedBy().map(name -> "rule \"" + name + "\" before it does not continue");
    }
    return decoded.pod().isEmpty() ? Optional.of("the alert names no pod") : Optional.empty();
  }
}
