package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.explain.ActionChecks.Finding;
import dev.falcoresponder.consumer.explain.ActionChecks.GuardFinding;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.pipeline.ActionResponder;
import dev.falcoresponder.consumer.pipeline.WalkedAction;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has the rooms answer as for a real alert, and keeps what each of them said. */
final class ClusterInquiry implements Inquiry {
  private static final Finding BUDGET =
      new Finding(ActionChecks.NOT_ASKED, "counted at the moment of the deletion");

  private final ActionResponder responder;
  private final List<WalkedAction> walked = new ArrayList<>();

  /** Asks about one alert; the responder's claims must know of no other. */
  ClusterInquiry(ActionResponder responder) {
    this.responder = responder;
  }

  @Override
  public Response apply(PlannedAction planned) {
    var answer = responder.walk(planned);
    walked.add(answer);
    return answer.response();
  }

  @Override
  public Optional<List<ActionChecks>> checks(List<Response> responses) {
    return Optional.of(responses.stream().map(this::checks).toList());
  }

  private ActionChecks checks(Response response) {
    // What one rule would do is not asked again for the next, so not every response was walked.
    var walk =
        walked.stream()
            .filter(it -> it.response().equals(response))
            .findFirst()
            .orElseGet(() -> new WalkedAction(response, List.of(), false));
    var guards =
        walk.judgements().stream()
            .map(it -> new GuardFinding(it.guard(), it.answer(), it.detail()))
            .toList();
    var planned = response.planned();
    return new ActionChecks(
        planned.rule().name(),
        planned.action().name(),
        identity(response),
        guards,
        BUDGET,
        dryRun(walk));
  }

  private static Finding identity(Response response) {
    var outcome = response.outcome();
    return response
        .pod()
        .map(pod ->
            new Finding(
                "proved",
                "pod %s (uid %s) is the one in the alert".formatted(pod.ref(), pod.uid())))
        .orElseGet(() ->
            new Finding(
                response.ticket().isPresent() ? outcome.kind().word() : ActionChecks.NOT_ASKED,
                outcome.detail()));
  }

  private static Finding dryRun(WalkedAction walk) {
    var response = walk.response();
    if (walk.executed()) {
      return new Finding(word(response.outcome()), response.outcome().detail());
    }
    return new Finding(
        ActionChecks.NOT_ASKED,
        response.pod().isPresent()
            ? "not every guard is clear"
            : "no pod is proved to be the one in the alert");
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.WouldAct _ -> "accepts";
      case Outcome.Refused _ -> "denies";
      case Outcome.Acted _,
          Outcome.WouldHold _,
          Outcome.Gone _,
          Outcome.Stale _,
          Outcome.Ignored _,
          Outcome.Duplicate _,
          Outcome.SettledBefore _,
          Outcome.Retry _,
          Outcome.Rejected _ ->
          outcome.kind().word();
    };
  }
}
