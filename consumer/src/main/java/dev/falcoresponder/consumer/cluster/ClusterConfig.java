package dev.falcoresponder.consumer.cluster;

import java.time.Duration;

/**
 * How to talk to the API server.
 *
 * @param connectTimeout for a new connection
 * @param requestTimeout for one request, answer included
 * @param maxInFlight requests at once from this replica
 * @param namespaceTtl how old an answer about a namespace's labels may be
 */
public record ClusterConfig(
    Duration connectTimeout, Duration requestTimeout, int maxInFlight, Duration namespaceTtl) {}
