package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.intake.AlertId;

/**
 * Says whether the alert that owns a claim can still come again. Where it cannot, because it was
 * deleted, or its whole stream was, nobody is bound to finish what it has begun.
 */
@FunctionalInterface
public interface Owners {
  /** Where every owner is this process's own affair and dies with it. */
  Owners ALWAYS_THERE = _ -> new Whereabouts.InStream();

  /** What a look for an owner comes to. */
  sealed interface Whereabouts {
    /** There it is: it will be delivered until it is answered. */
    record InStream() implements Whereabouts {}

    /** It is gone for good. */
    record Gone() implements Whereabouts {}

    /** The broker did not say. */
    record Unknown(String why) implements Whereabouts {}
  }

  /** Looks. */
  Whereabouts find(AlertId owner);
}
