/**
 * How many pods may be deleted. Counts deletions over all replicas, and each one once however often
 * its alert comes.
 */
@NullMarked
package dev.falcoresponder.consumer.budget;

import org.jspecify.annotations.NullMarked;
