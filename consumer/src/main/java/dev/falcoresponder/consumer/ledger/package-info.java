/**
 * Room 9. Keeps what must outlive the alert: dead letters for a person to look at, outcomes for the
 * audit.
 */
@NullMarked
package dev.falcoresponder.consumer.ledger;

import org.jspecify.annotations.NullMarked;
