package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.MatchCriteria;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleAction;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.OutputFields;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A planned action, told by what matters to claims. */
record Plan(
    AlertId id,
    long deliveries,
    Optional<String> replay,
    SuspectPod pod,
    boolean dryRun,
    ActionSpec.Terminate spec,
    boolean targetsByName,
    boolean needsApproval) {
  private static final Duration GRACE = Duration.ofSeconds(1);
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456789Z");
  static final String UID = "6f2d1c9a-3b7e-4f10-9a55-0c1d2e3f4a5b";

  /** The first delivery of that alert, stored at noon, about a pod with a uid. */
  static Plan alert(long sequence) {
    return new Plan(
        new AlertId("FALCO", sequence, NOON),
        1,
        Optional.empty(),
        pod("web", UID, null),
        false,
        new ActionSpec.Terminate(GRACE),
        true,
        false);
  }

  static SuspectPod pod(String name, @Nullable String uid, @Nullable String container) {
    return new SuspectPod(
        new PodRef("shop", name), Optional.ofNullable(uid), Optional.ofNullable(container));
  }

  Plan storedAt(Instant time) {
    return with(new AlertId(id.stream(), id.sequence(), time), deliveries, replay, pod);
  }

  Plan redelivered() {
    return with(id, deliveries + 1, replay, pod);
  }

  Plan replayedAs(String value) {
    return with(id, deliveries, Optional.of(value), pod);
  }

  Plan about(SuspectPod other) {
    return with(id, deliveries, replay, other);
  }

  Plan asDryRun() {
    return byRule(true, spec, targetsByName, needsApproval);
  }

  Plan limitedTo(OwnerLimits others) {
    return byRule(dryRun, new ActionSpec.Terminate(GRACE, others), targetsByName, needsApproval);
  }

  Plan withoutGrace() {
    return byRule(dryRun, new ActionSpec.Terminate(Duration.ZERO), targetsByName, needsApproval);
  }

  Plan withApproval() {
    return byRule(dryRun, spec, targetsByName, true);
  }

  /** The rule does not act on a bare name. */
  Plan identifiedOnly() {
    return byRule(dryRun, spec, false, needsApproval);
  }

  private Plan with(AlertId other, long times, Optional<String> replayed, SuspectPod suspect) {
    return new Plan(other, times, replayed, suspect, dryRun, spec, targetsByName, needsApproval);
  }

  private Plan byRule(boolean dry, ActionSpec.Terminate other, boolean byName, boolean approved) {
    return new Plan(id, deliveries, replay, pod, dry, other, byName, approved);
  }

  PlannedAction planned() {
    var envelope =
        new Envelope(id, "falco.notice.shell", new Payload(new byte[0]), deliveries, replay);
    var alert =
        new FalcoAlert(
            "Terminal shell in container",
            Optional.empty(),
            "syscall",
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            new OutputFields(Map.of()));
    var action = new RuleAction("kill", spec, false, false);
    var anything =
        new MatchCriteria(Set.of(), Optional.empty(), List.of(), Optional.empty(), List.of());
    var rule =
        new ResponseRule(
            "shell", anything, List.of(action), dryRun, false, targetsByName, needsApproval);
    return new PlannedAction(
        new DecodedAlert(envelope, alert, Optional.of(pod)), pod, rule, action, dryRun);
  }
}
