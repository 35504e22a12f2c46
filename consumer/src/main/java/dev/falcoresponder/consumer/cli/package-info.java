/**
 * The commands a person types. Exit codes: 0 fine, 1 problem found, 2 usage; problems go to
 * standard error.
 */
@NullMarked
package dev.falcoresponder.consumer.cli;

import org.jspecify.annotations.NullMarked;
