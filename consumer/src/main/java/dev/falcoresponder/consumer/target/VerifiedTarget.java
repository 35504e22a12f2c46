package dev.falcoresponder.consumer.target;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.dedup.ClaimedAction;

/**
 * A pod that was just read and proved to be the one in the alert.
 *
 * @param claimed the response
 * @param pod the pod
 */
public record VerifiedTarget(ClaimedAction claimed, PodSnapshot pod) {}
