/** Room 6. Is the pod in the alert the pod that runs now? */
@NullMarked
package dev.falcoresponder.consumer.target;

import org.jspecify.annotations.NullMarked;
