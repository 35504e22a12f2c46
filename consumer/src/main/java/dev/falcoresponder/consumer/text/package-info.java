/** What several rooms do with text, whatever it says. */
@NullMarked
package dev.falcoresponder.consumer.text;

import org.jspecify.annotations.NullMarked;
