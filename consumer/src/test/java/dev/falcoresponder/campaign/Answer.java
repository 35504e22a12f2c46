package dev.falcoresponder.campaign;

import java.util.OptionalInt;

/** What somebody between a replica and the API server makes of an answer about a pod. */
sealed interface Answer {
  /** Nothing. */
  record Untouched() implements Answer {}

  /**
   * The request never gets through, and this comes back.
   *
   * @param code the HTTP status
   * @param retryAfter seconds in a header of that name
   */
  record Instead(int code, OptionalInt retryAfter) implements Answer {
    Instead(int code) {
      this(code, OptionalInt.empty());
    }
  }

  /** The request is carried out, and the connection ends in the middle of the answer. */
  record Half() implements Answer {}

  /** The request is carried out, and half of its JSON comes back as if that were all. */
  record Truncated() implements Answer {}

  /** The request is carried out, and nothing comes back. */
  record Lost() implements Answer {}
}
