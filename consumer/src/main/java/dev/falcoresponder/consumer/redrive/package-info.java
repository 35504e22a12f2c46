/**
 * What a person has sent again, or drops: the alert of a dead letter, or a letter itself, which is
 * written down before the letter goes; and stretches of the stream, which are replayed.
 */
@NullMarked
package dev.falcoresponder.consumer.redrive;

import org.jspecify.annotations.NullMarked;
