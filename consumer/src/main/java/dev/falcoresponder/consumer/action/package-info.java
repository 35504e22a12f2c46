/** Room 8. Does it, to exactly the pod that was cleared. */
@NullMarked
package dev.falcoresponder.consumer.action;

import org.jspecify.annotations.NullMarked;
