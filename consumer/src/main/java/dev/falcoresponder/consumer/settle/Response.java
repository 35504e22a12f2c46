package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import java.util.Optional;

/**
 * What came of one action.
 *
 * @param planned the action
 * @param ticket the claim on it, if we got one
 * @param podUid the uid of the pod, once it was read
 * @param outcome what came of it
 */
public record Response(
    PlannedAction planned,
    Optional<ClaimTicket> ticket,
    Optional<String> podUid,
    Outcome outcome) {}
