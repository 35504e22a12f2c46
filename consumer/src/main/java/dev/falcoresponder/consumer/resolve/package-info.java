/**
 * Room 4. Which pod is it? Mostly the alert says so; where Falco knew the container only, the pod
 * can be looked for by that.
 */
@NullMarked
package dev.falcoresponder.consumer.resolve;

import org.jspecify.annotations.NullMarked;
