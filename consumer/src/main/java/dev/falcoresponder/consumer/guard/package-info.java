/**
 * Room 7. May we? Asks every guard, reports every objection, and alone can make a {@link
 * ClearedTarget}.
 */
@NullMarked
package dev.falcoresponder.consumer.guard;

import org.jspecify.annotations.NullMarked;
