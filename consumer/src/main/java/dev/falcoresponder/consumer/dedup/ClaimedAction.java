package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.rules.PlannedAction;

/**
 * A response that is ours to give.
 *
 * @param planned the response
 * @param ticket proof that it is ours
 */
public record ClaimedAction(PlannedAction planned, ClaimTicket ticket) {}
