/** The door to Kubernetes: the only place that knows its API, its client and its failures. */
@NullMarked
package dev.falcoresponder.consumer.cluster;

import org.jspecify.annotations.NullMarked;
