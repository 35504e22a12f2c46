/**
 * Whether what is deployed fits the program and the cluster: manifests against the program's own
 * tables, and against a real API server.
 */
@NullMarked
package dev.falcoresponder.manifests;

import org.jspecify.annotations.NullMarked;
