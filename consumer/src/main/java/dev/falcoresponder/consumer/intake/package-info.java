/**
 * Room 1. Takes alerts from the broker, never more than there are slots for, and keeps them alive
 * while in hand.
 */
@NullMarked
package dev.falcoresponder.consumer.intake;

import org.jspecify.annotations.NullMarked;
