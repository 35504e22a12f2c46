/**
 * The answers that rooms give: go on with more, or end with an {@link Outcome}. No room throws
 * across its border.
 */
@NullMarked
package dev.falcoresponder.consumer.outcome;

import org.jspecify.annotations.NullMarked;
