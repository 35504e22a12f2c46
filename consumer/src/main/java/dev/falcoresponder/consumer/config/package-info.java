/**
 * What can be set from outside: one table of keys, read from a file and the environment, checked as
 * a whole before anything starts. Every room gets its own record and knows nothing of the rest.
 */
@NullMarked
package dev.falcoresponder.consumer.config;

import org.jspecify.annotations.NullMarked;
