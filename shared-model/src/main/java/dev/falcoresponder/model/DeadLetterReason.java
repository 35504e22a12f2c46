package dev.falcoresponder.model;

import java.util.Locale;

/** Why an alert was given up and kept for a person. */
public enum DeadLetterReason {
  /**
   * The message is not an alert that can be read, or names a pod in a way Kubernetes would not
   * accept.
   */
  MALFORMED,
  /** The API server forbids the response; a permission is missing. */
  FORBIDDEN,
  /** The API server refuses the request itself as invalid. */
  INVALID,
  /** The response needs a person's approval; redriving the letter is the approval. */
  HELD,
  /** The response was tried as often as is allowed. */
  ATTEMPTS_EXHAUSTED,
  /** The broker delivered the alert so often that handling it must be what fails. */
  DELIVERIES_EXHAUSTED;

  /** The last token of the dead letter's subject, lower case with dashes. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
