/** The walk itself: one alert through all rooms. */
@NullMarked
package dev.falcoresponder.consumer.pipeline;

import org.jspecify.annotations.NullMarked;
