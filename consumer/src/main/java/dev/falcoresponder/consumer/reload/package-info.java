/**
 * The rules that are live, and their change while alerts pass: between two alerts and never inside
 * one, as a whole or not at all.
 */
@NullMarked
package dev.falcoresponder.consumer.reload;

import org.jspecify.annotations.NullMarked;
