/**
 * What falco-responder reads and writes: alerts, pods, outcomes, dead letters, and the names of the
 * subjects they travel on. Plain records without a JSON, NATS or Kubernetes library, so that any
 * reader of outcome events can use them.
 */
@NullMarked
package dev.falcoresponder.model;

import org.jspecify.annotations.NullMarked;
