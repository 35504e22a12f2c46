/** The scripts as somebody types them. */
@NullMarked
package dev.falcoresponder.scripts;

import org.jspecify.annotations.NullMarked;
