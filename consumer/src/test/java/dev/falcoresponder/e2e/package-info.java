/**
 * The whole program on real servers: replicas as separate processes, seen only from outside.
 *
 * <p>What a test asserts is what an operator could find out: the API server's audit log, the
 * streams, the wire, {@code /metrics} and the log.
 */
@NullMarked
package dev.falcoresponder.e2e;

import org.jspecify.annotations.NullMarked;
