/**
 * What {@code scripts/fuzz} looks for: bytes that make the program fail where it reads what others
 * wrote. Each target lies beside the class that it is about.
 */
@NullMarked
package dev.falcoresponder.fuzz;

import org.jspecify.annotations.NullMarked;
