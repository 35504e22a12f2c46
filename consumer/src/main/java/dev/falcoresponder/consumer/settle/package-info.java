/**
 * Room 10. Writes down what came of an alert and tells the broker, once. Nobody else speaks to the
 * broker about alerts.
 */
@NullMarked
package dev.falcoresponder.consumer.settle;

import org.jspecify.annotations.NullMarked;
