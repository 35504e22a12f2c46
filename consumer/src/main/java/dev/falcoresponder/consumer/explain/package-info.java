/**
 * What would happen to an alert, and why: the rooms' own answers, collected instead of carried out.
 */
@NullMarked
package dev.falcoresponder.consumer.explain;

import org.jspecify.annotations.NullMarked;
