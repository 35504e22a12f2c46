/**
 * The benchmark behind {@code scripts/bench}: the program as it is shipped, on real servers, each
 * figure beside what a bare client reaches in the same run. Counts are checked in every run; goals
 * are only shown.
 */
@NullMarked
package dev.falcoresponder.bench;

import org.jspecify.annotations.NullMarked;
