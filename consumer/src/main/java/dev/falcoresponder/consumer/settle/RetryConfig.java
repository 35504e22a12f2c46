package dev.falcoresponder.consumer.settle;

import java.time.Duration;

/**
 * When to try again, and when to give up.
 *
 * @param maxAttempts attempts at one action before the alert becomes a dead letter, from 1
 * @param firstDelay before the second attempt; doubled after each
 * @param maxDelay the longest delay
 * @param maxDeliveries deliveries of one message before it becomes a dead letter unread
 */
public record RetryConfig(
    int maxAttempts, Duration firstDelay, Duration maxDelay, long maxDeliveries) {}
