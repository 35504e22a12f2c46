package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.dedup.ClaimKey;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.MatchCriteria;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.OutputFields;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Alerts that have been answered. */
final class Alerts {
  static final Instant STORED_AT = Instant.parse("2026-03-01T10:00:02Z");
  static final Instant HAPPENED_AT = Instant.parse("2026-03-01T10:00:00Z");

  private static final MatchCriteria ANYTHING =
      new MatchCriteria(Set.of(), Optional.empty(), List.of(), Optional.empty(), List.of());

  private Alerts() {}

  static Envelope envelope(long deliveries) {
    return envelope("falco.notice.terminal_shell", deliveries);
  }

  static Envelope envelope(String subject, long deliveries) {
    return new Envelope(
        new AlertId("FALCO", 42, STORED_AT),
        subject,
        new Payload(new byte[0]),
        deliveries,
        Optional.empty());
  }

  static Answer early(Outcome outcome) {
    return new Answer.Early(envelope(1), outcome);
  }

  /** One action of the rule "Kill shells" for each outcome. */
  static Answer answered(Outcome... outcomes) {
    return answered(Optional.of(HAPPENED_AT), outcomes);
  }

  static Answer answered(Optional<Instant> happenedAt, Outcome... outcomes) {
    var pod =
        new SuspectPod(new PodRef("shop", "web-1"), Optional.of("uid-in-alert"), Optional.empty());
    var alert = alert(happenedAt, pod);
    var rule = rule();
    var responses =
        Arrays.stream(outcomes)
            .map(outcome ->
                new Response(
                    new PlannedAction(alert, pod, rule, rule.actions().getFirst(), false),
                    Optional.of(new ClaimTicket(new ClaimKey("key"), alert.envelope().id(), 7, 3)),
                    Optional.of(Snapshots.running()),
                    outcome))
            .toList();
    return new Answer.Responses(new MatchedAlert(alert, pod, List.of(rule)), responses);
  }

  private static DecodedAlert alert(Optional<Instant> happenedAt, SuspectPod pod) {
    return new DecodedAlert(
        envelope(1),
        new FalcoAlert(
            "Terminal shell in container",
            Optional.of(Priority.NOTICE),
            "syscall",
            happenedAt,
            Optional.of("node-1"),
            Set.of(),
            new OutputFields(Map.of())),
        Optional.of(pod));
  }

  private static ResponseRule rule() {
    var terminate =
        new RuleAction("terminate", new ActionSpec.Terminate(Duration.ofSeconds(1)), false, false);
    return new ResponseRule(
        "Kill shells", ANYTHING, List.of(terminate), false, false, false, false);
  }
}
