package dev.falcoresponder.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can come of an alert, and of the dead letter that it became; the word is used in subjects,
 * events, metrics, logs and {@code explain} alike.
 */
public enum OutcomeKind {
  /** The response was carried out. */
  ACTED("acted"),
  /** Dry run: the API server says that the response would have been carried out. */
  WOULD_ACT("would-act"),
  /** Dry run: the response would have waited for a person's approval. */
  WOULD_HOLD("would-hold"),
  /** The pod was gone, or on its way out, before we acted. */
  GONE("gone"),
  /** The pod that runs now is not, or is not proved to be, the one in the alert. */
  STALE("stale"),
  /** A guard, the rule or the API server's admission objects. */
  REFUSED("refused"),
  /** No rule asks for a response, or the alert is not about a pod. */
  IGNORED("ignored"),
  /** Another alert owns the same response to the same pod. */
  DUPLICATE("duplicate"),
  /** Not now; the alert will be delivered again. */
  RETRY("retry"),
  /** Given up, and kept as a dead letter. */
  REJECTED("rejected"),
  /**
   * A person has sent a dead letter's alert again, and thereby approved a response that was held.
   */
  REDRIVEN("redriven"),
  /** A person has dropped a dead letter. */
  DISCARDED("discarded");

  private final String word;

  OutcomeKind(String word) {
    this.word = word;
  }

  /** The word on the wire, lower case with dashes; also the last token of the outcome's subject. */
  public String word() {
    return word;
  }

  /** Reads the word on the wire. */
  public static Optional<OutcomeKind> parse(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
