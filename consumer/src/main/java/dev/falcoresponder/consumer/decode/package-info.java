/** Room 2. Turns the bytes of a message into an alert, or says why they are none. */
@NullMarked
package dev.falcoresponder.consumer.decode;

import org.jspecify.annotations.NullMarked;
