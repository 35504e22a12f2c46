package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs the actions of the matching rules in order, as the rules' flow control says. What one rule
 * has done for the alert is not done again for the next.
 */
public final class ActionWalk {
  private final Function<PlannedAction, Response> responder;
  private final boolean dryRun;
  private final boolean asksOnly;

  /**
   * Runs each action by the responder.
   *
   * @param dryRun whether all responses are dry runs, whatever the rules say
   */
  public ActionWalk(Function<PlannedAction, Response> responder, boolean dryRun) {
    this(responder, dryRun, false);
  }

  private ActionWalk(
      Function<PlannedAction, Response> responder, boolean dryRun, boolean asksOnly) {
    this.responder = responder;
    this.dryRun = dryRun;
    this.asksOnly = asksOnly;
  }

  /**
   * A walk whose responses are dry runs, one and all, and that ends as the one would that it asks
   * about: there, what a rule only asks is not done for a rule that acts.
   *
   * @param dryRun whether the walk that it asks about would make nothing but dry runs
   */
  public static ActionWalk asking(Function<PlannedAction, Response> responder, boolean dryRun) {
    return new ActionWalk(responder, dryRun, true);
  }

  /**
   * The responses in order. The walk ends at a {@link Outcome.Retry}: what follows waits for the
   * next delivery, where the claims tell which actions are settled already.
   */
  public List<Response> respond(MatchedAlert matched) {
    var responses = new ArrayList<Response>();
    for (var rule : matched.rules()) {
      run(matched, rule, responses);
      if (responses.getLast().outcome() instanceof Outcome.Retry) {
        break;
      }
    }
    return responses;
  }

  private void run(MatchedAlert matched, ResponseRule rule, List<Response> responses) {
    for (var action : rule.actions()) {
      var asks = asksOnly || onlyAsks(rule);
      var planned = new PlannedAction(matched.alert(), matched.pod(), rule, action, asks);
      var response =
          settled(planned, responses)
              .or(() -> awaited(planned, responses))
              .orElseGet(() -> responder.apply(planned));
      responses.add(response);
      if (endsRule(action, response.outcome())) {
        return;
      }
    }
  }

  private boolean onlyAsks(ResponseRule rule) {
    return dryRun || rule.dryRun();
  }

  private Optional<Response> settled(PlannedAction planned, List<Response> responses) {
    return alike(planned, responses)
        .filter(earlier -> settles(earlier, planned))
        .findFirst()
        .map(earlier -> {
          var detail = "done for " + rule(earlier) + " already";
          return unclaimed(planned, new Outcome.Duplicate(detail, Stage.OVER));
        });
  }

  /** Where another alert may do yet what an earlier rule wants, this rule could do it once more. */
  private Optional<Response> awaited(PlannedAction planned, List<Response> responses) {
    return alike(planned, responses)
        .filter(earlier ->
            earlier.outcome() instanceof Outcome.Duplicate(_, Stage stage)
                && stage == Stage.IN_FLIGHT)
        .filter(earlier -> !sameClaim(earlier, planned))
        .findFirst()
        .map(earlier -> {
          var detail = "for " + rule(earlier) + " " + earlier.outcome().detail();
          return unclaimed(
              planned, new Outcome.Retry(Reason.CLAIM_IN_FLIGHT, detail, Optional.empty(), false));
        });
  }

  private Stream<Response> alike(PlannedAction planned, List<Response> responses) {
    return responses.stream()
        .filter(earlier -> onlyAsks(earlier.planned().rule()) == onlyAsks(planned.rule()))
        .filter(earlier -> actionner(earlier.planned()).equals(actionner(planned)));
  }

  private static Response unclaimed(PlannedAction planned, Outcome outcome) {
    return new Response(planned, Optional.empty(), Optional.empty(), outcome);
  }

  private static String rule(Response response) {
    return "rule \"" + response.planned().rule().name() + "\"";
  }

  private static String actionner(PlannedAction planned) {
    return planned.action().spec().actionner();
  }

  /**
   * Another rule may allow what one refused, and what failed may work this time. A pod that is not
   * there may have been deleted for the other rule, at a delivery before this one, whose claim
   * knows that it has not been said yet.
   */
  private static boolean settles(Response earlier, PlannedAction planned) {
    return switch (earlier.outcome()) {
      case Outcome.Acted _, Outcome.WouldAct _ -> true;
      case Outcome.Duplicate(_, var stage) -> stage == Stage.ACTED;
      case Outcome.SettledBefore(var before) -> before.acted();
      case Outcome.Gone _, Outcome.Stale _ -> sameClaim(earlier, planned);
      case Outcome.Refused _,
          Outcome.WouldHold _,
          Outcome.Rejected _,
          Outcome.Retry _,
          Outcome.Ignored _ ->
          false;
    };
  }

  private static boolean sameClaim(Response earlier, PlannedAction planned) {
    return ClaimKeys.of(earlier.planned()).equals(ClaimKeys.of(planned));
  }

  private static boolean endsRule(RuleAction action, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Retry _ -> true;
      case Outcome.Rejected _, Outcome.WouldHold _ ->
          !action.ignoresErrors() || !action.continues();
      case Outcome.SettledBefore(var earlier) when earlier.kind() == OutcomeKind.REJECTED ->
          !action.ignoresErrors() || !action.continues();
      case Outcome.Acted _,
          Outcome.WouldAct _,
          Outcome.Gone _,
          Outcome.Stale _,
          Outcome.Refused _,
          Outcome.Ignored _,
          Outcome.Duplicate _,
          Outcome.SettledBefore _ ->
          !action.continues();
    };
  }
}
