/** The parts list, the order in which the program starts, and the reverse in which it stops. */
@NullMarked
package dev.falcoresponder.consumer.app;

import org.jspecify.annotations.NullMarked;
