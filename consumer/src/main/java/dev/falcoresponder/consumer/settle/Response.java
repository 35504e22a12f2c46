package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import java.util.Optional;

/**
 * What came of one action.
 *
 * @param planned the action
 * @param ticket the claim on it, if we got one
 * @param pod the pod, where it was read and proved to be the one in the alert
 * @param outcome what came of it
 */
public record Response(
    PlannedAction planned,
    Optional<ClaimTicket> ticket,
    Optional<PodSnapshot> pod,
    Outcome outcome) {
  /** Which attempt at the action it was, from 1; without a claim, which counts them, the first. */
  int attempt() {
    return ticket.map(ClaimTicket::attempt).orElse(1);
  }

  /** The uid of the pod: as it was read, else as the alert says. */
  public Optional<String> podUid() {
    return pod.map(PodSnapshot::uid).or(() -> planned.pod().uid());
  }
}
