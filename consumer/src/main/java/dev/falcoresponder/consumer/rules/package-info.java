/**
 * Room 3. Does anybody want a response to this alert, and which? Reads the rule files and holds
 * alerts against them.
 */
@NullMarked
package dev.falcoresponder.consumer.rules;

import org.jspecify.annotations.NullMarked;
