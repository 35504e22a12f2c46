package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.action.Actions;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimedAction;
import dev.falcoresponder.consumer.dedup.Claiming;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.target.TargetVerifier;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One action on one pod, from claim to deed. The types do not let a room be skipped: only a claimed
 * action can be verified, only a verified target cleared, and only a cleared one acted on.
 *
 * @param maxAttempts attempts after which the action is given up
 */
public record ActionResponder(
    int maxAttempts, ClaimDesk claims, TargetVerifier targets, GuardRails guards, Actions actions)
    implements Function<PlannedAction, Response> {

  @Override
  public Response apply(PlannedAction planned) {
    return walk(planned).response();
  }

  /** The same, with what was found out on the way. */
  public WalkedAction walk(PlannedAction planned) {
    return switch (claims.claim(planned)) {
      case Claiming.Ours(var claimed) -> walk(claimed);
      case Claiming.GivenUp(var ticket, var outcome) ->
          ended(new Response(planned, Optional.of(ticket), Optional.empty(), outcome));
      case Claiming.Ended(var outcome) ->
          ended(new Response(planned, Optional.empty(), Optional.empty(), outcome));
    };
  }

  private WalkedAction walk(ClaimedAction claimed) {
    return switch (targets.verify(claimed)) {
      case Step.End<VerifiedTarget>(var outcome) ->
          ended(response(claimed, Optional.empty(), outcome));
      case Step.Next<VerifiedTarget>(var target) -> {
        var judged = guards.judge(target);
        var cleared = guards.conclude(judged);
        yield new WalkedAction(
            response(claimed, Optional.of(target.pod()), cleared.finish(actions::execute)),
            judged.judgements(),
            cleared instanceof Step.Next);
      }
    };
  }

  private static WalkedAction ended(Response response) {
    return new WalkedAction(response, List.of(), false);
  }

  private Response response(ClaimedAction claimed, Optional<PodSnapshot> pod, Outcome outcome) {
    var attempt = claimed.ticket().attempt();
    var bounded =
        outcome instanceof Outcome.Retry retry && retry.counted() && attempt >= maxAttempts
            ? new Outcome.Rejected(
                retry.whenGivenUp(),
                "gave up after " + attempt + " attempts, the last: " + retry.detail())
            : outcome;
    return new Response(claimed.planned(), Optional.of(claimed.ticket()), pod, bounded);
  }
}
