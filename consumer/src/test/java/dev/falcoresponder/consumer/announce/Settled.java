package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A response to one alert about one pod; each method answers a changed copy.
 *
 * @param sequence the alert's
 * @param falcoRule the Falco rule in the alert
 * @param rule the response rule
 * @param pod the pod in the alert
 * @param read the pod as it was read
 */
record Settled(
    long sequence,
    String falcoRule,
    String rule,
    SuspectPod pod,
    Optional<PodSnapshot> read,
    boolean dryRun) {
  static final PodSnapshot.Owner OWNER =
      new PodSnapshot.Owner(
          "apps/v1", "ReplicaSet", "cart", "9a41dc6b-08a8-44db-bc2a-3724b18ab19a");

  /** The first alert, about {@code shop/cart-0}, which was read and has no owner. */
  static Settled response() {
    return new Settled(
        1,
        "Terminal shell in container",
        "Kill shells",
        Alerts.SUSPECT,
        Optional.of(Snapshots.running()),
        false);
  }

  Settled sequence(long other) {
    return new Settled(other, falcoRule, rule, pod, read, dryRun);
  }

  Settled falcoRule(String other) {
    return new Settled(sequence, other, rule, pod, read, dryRun);
  }

  Settled rule(String other) {
    return new Settled(sequence, falcoRule, other, pod, read, dryRun);
  }

  /** About a pod of that name, which nobody read; the alert says its uid. */
  Settled unread(String name) {
    var suspect =
        new SuspectPod(new PodRef("shop", name), Optional.of("uid-of-" + name), Optional.empty());
    return new Settled(sequence, falcoRule, rule, suspect, Optional.empty(), dryRun);
  }

  /** About a pod of which the alert says no uid. */
  Settled nameOnly() {
    var suspect = new SuspectPod(pod.ref(), Optional.empty(), Optional.empty());
    return new Settled(sequence, falcoRule, rule, suspect, Optional.empty(), dryRun);
  }

  Settled read(PodSnapshot other) {
    return new Settled(sequence, falcoRule, rule, pod, Optional.of(other), dryRun);
  }

  Settled owned() {
    return read(Snapshots.owned(Snapshots.running(), OWNER));
  }

  Settled dry() {
    return new Settled(sequence, falcoRule, rule, pod, read, true);
  }

  PlannedAction planned() {
    var decoded = Alerts.alert(sequence, pod);
    var alert = decoded.alert();
    var action = Alerts.terminate("Terminate", false, false);
    return new PlannedAction(
        new DecodedAlert(
            decoded.envelope(),
            new FalcoAlert(
                falcoRule,
                alert.priority(),
                alert.source(),
                alert.time(),
                alert.hostname(),
                alert.tags(),
                alert.fields()),
            Optional.of(pod)),
        pod,
        Alerts.rule(rule, true, action),
        action,
        dryRun);
  }

  /** The response that came to that. */
  Response as(Outcome outcome) {
    return new Response(planned(), Optional.empty(), read, outcome);
  }

  /** Tells the listener that the broker took it. */
  void tell(Announcer announcer, Outcome outcome) {
    tell(announcer, outcome, new Verb.AckSync());
  }

  /** Tells the listener. */
  void tell(Announcer announcer, Outcome outcome, Verb verb) {
    var response = as(outcome);
    var planned = response.planned();
    announcer.settled(
        planned.alert().envelope(),
        new Answer.Responses(
            new MatchedAlert(planned.alert(), pod, List.of(planned.rule())), List.of(response)),
        verb,
        Duration.ofMillis(7));
  }
}
