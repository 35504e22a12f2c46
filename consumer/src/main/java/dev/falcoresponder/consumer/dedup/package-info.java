/**
 * Room 5. Is this response ours to give? Claims it, so that one alert among many, on one replica,
 * gives it.
 */
@NullMarked
package dev.falcoresponder.consumer.dedup;

import org.jspecify.annotations.NullMarked;
