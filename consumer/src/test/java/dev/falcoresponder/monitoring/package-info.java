/** The component {@code monitoring}: its alerts and its dashboard, against a real Prometheus. */
@NullMarked
package dev.falcoresponder.monitoring;

import org.jspecify.annotations.NullMarked;
