/** Writes the container image of {@code scripts/image}, and looks at what came of it. */
@NullMarked
package dev.falcoresponder.image;

import org.jspecify.annotations.NullMarked;
