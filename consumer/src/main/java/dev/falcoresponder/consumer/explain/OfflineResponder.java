package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.guard.ApprovalRequired;
import dev.falcoresponder.consumer.guard.ProtectedNamespaces;
import dev.falcoresponder.consumer.guard.Verdict;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of an action what can be said without asking the cluster: whether the alert identifies its
 * pod well enough for the rule, whether the namespace is protected, and whether a person has to
 * approve.
 */
record OfflineResponder(ProtectedNamespaces namespaces) implements Inquiry {

  @Override
  public Response apply(PlannedAction planned) {
    return new Response(planned, Optional.empty(), Optional.empty(), outcome(planned));
  }

  @Override
  public Optional<List<ActionChecks>> checks(List<Response> responses) {
    return Optional.empty();
  }

  private Outcome outcome(PlannedAction planned) {
    var pod = planned.pod();
    if (!pod.identified() && !planned.rule().targetsByName()) {
      return new Outcome.Refused(
          Reason.NAME_ONLY,
          "the alert has neither uid nor container id, and the rule does not say target_by_name");
    }
    return switch (namespaces.judge(pod.ref().namespace())) {
      case Verdict.Objects(var reason, var detail) -> new Outcome.Refused(reason, detail);
      case Verdict.Clear _,
          Verdict.Holds _,
          Verdict.Needless _,
          Verdict.NotYet _,
          Verdict.CannotTell _ ->
          ApprovalRequired.judge(planned.rule()) instanceof Verdict.Holds(_, var detail)
              ? new Outcome.WouldHold(detail + "; redriving the dead letter is the approval")
              : new Outcome.WouldAct(
                  "if the pod is still the one in the alert, and the cluster's guards agree"
                      + unasked(planned.action().spec()));
    };
  }

  private static String unasked(ActionSpec spec) {
    var parameters =
        switch (spec) {
          case ActionSpec.Terminate(var gracePeriod, var limits) ->
              Stream.concat(
                      Stream.of("grace_period_seconds 0").filter(_ -> gracePeriod.isZero()),
                      limits.inForce().stream())
                  .toList();
        };
    return parameters.isEmpty()
        ? ""
        : "; asked in the cluster only: " + String.join(", ", parameters);
  }
}
