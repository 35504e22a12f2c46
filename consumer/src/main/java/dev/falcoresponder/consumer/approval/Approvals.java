package dev.falcoresponder.consumer.approval;

import dev.falcoresponder.consumer.intake.Envelope;

/** Looks for a person's approval of an alert. */
@FunctionalInterface
public interface Approvals {
  /** Nobody approves anything. */
  Approvals NONE = (_, _) -> new Answer.Missing("nobody can approve alerts here");

  /** What looking comes to. */
  sealed interface Answer {
    /** Somebody approved it. */
    record Approved() implements Answer {}

    /** Nobody did, or not of this alert. */
    record Missing(String why) implements Answer {}

    /** The store did not answer. */
    record Unreachable(String why) implements Answer {}
  }

  /** Looks, now. */
  Answer find(Envelope alert, String action);
}
