/**
 * Deliberate violations, one for each rule of {@link dev.falcoresponder.consumer.ArchitectureTest}:
 * a rule that cannot fail guards nothing.
 */
@NullMarked
package dev.falcoresponder.violations;

import org.jspecify.annotations.NullMarked;
