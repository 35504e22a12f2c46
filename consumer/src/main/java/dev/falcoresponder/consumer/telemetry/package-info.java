/**
 * What can be seen from outside: the log, the metrics and the health of the program. Told by the
 * loop, once for each settled alert; nothing here changes what happens to an alert.
 */
@NullMarked
package dev.falcoresponder.consumer.telemetry;

import org.jspecify.annotations.NullMarked;
