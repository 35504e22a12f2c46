package dev.falcoresponder.consumer.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the durable consumer really grants, whatever we asked for.
 *
 * @param stream the stream it reads
 * @param consumer its name
 * @param since when it was made: one of the same name that is made anew is another
 * @param ackWait how long it waits for us before it delivers again
 * @param maxBatch the most it hands out to one request, if limited
 * @param maxExpires the longest it lets one request wait, if limited
 */
public record ConsumerTerms(
    String stream,
    String consumer,
    Instant since,
    Duration ackWait,
    OptionalInt maxBatch,
    Optional<Duration> maxExpires) {}
