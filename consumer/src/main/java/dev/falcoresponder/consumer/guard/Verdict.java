package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.outcome.Reason;

/** What a guard says. */
public sealed interface Verdict {
  /** Nothing against it. */
  record Clear() implements Verdict {}

  /** No. */
  record Objects(Reason reason, String detail) implements Verdict {}

  /** Only if a person approves. */
  record Holds(Reason reason, String detail) implements Verdict {}

  /** Not needed: what was asked for is happening anyway. */
  record Needless(Reason reason, String detail) implements Verdict {}

  /** No, but that may change by itself. */
  record NotYet(Reason reason, String detail) implements Verdict {}

  /** The guard could not find out, so not now. */
  record CannotTell(ClusterFailure failure) implements Verdict {}
}
