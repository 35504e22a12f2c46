/**
 * Kubernetes Events about what was answered, for whoever looks at a pod with {@code kubectl}. Told
 * beside the walk: whatever becomes of an Event, the alert has been settled before.
 */
@NullMarked
package dev.falcoresponder.consumer.announce;

import org.jspecify.annotations.NullMarked;
