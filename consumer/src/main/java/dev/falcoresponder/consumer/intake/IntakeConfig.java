package dev.falcoresponder.consumer.intake;

import java.time.Duration;

/**
 * How much to take.
 *
 * @param maxInHand alerts in hand at once in this replica, from 1
 * @param pollWait how long one request to the broker waits for the first alert
 */
public record IntakeConfig(int maxInHand, Duration pollWait) {}
