package dev.falcoresponder.consumer.target;

import java.time.Duration;

/**
 * How to prove a pod.
 *
 * @param clockSkew by how much clocks may differ; doubt falls on the side of not acting
 * @param unverifiedAttempts how often to look again for a container that the pod's status does not
 *     show, before the alert is stale
 */
public record TargetConfig(Duration clockSkew, int unverifiedAttempts) {}
