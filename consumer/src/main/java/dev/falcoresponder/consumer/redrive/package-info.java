/**
 * What a person decides about a dead letter: its alert is sent again, or the letter is dropped.
 * Either is written down before the letter goes.
 */
@NullMarked
package dev.falcoresponder.consumer.redrive;

import org.jspecify.annotations.NullMarked;
