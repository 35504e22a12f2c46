/**
 * The door to NATS: the connection, which mode the broker allows, and the streams, consumer and
 * buckets we need.
 */
@NullMarked
package dev.falcoresponder.consumer.broker;

import org.jspecify.annotations.NullMarked;
