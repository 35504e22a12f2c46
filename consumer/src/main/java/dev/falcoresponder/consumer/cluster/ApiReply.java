package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.Optional;

/** What came back for one HTTP request. */
sealed interface ApiReply {
  /**
   * An answer, read to its end.
   *
   * @param code the status code
   * @param retryAfter the header of that name, if it holds a number of seconds above 0
   * @param body the text; may be anything, since proxies answer too
   */
  record Answered(int code, Optional<Duration> retryAfter, String body) implements ApiReply {}

  /** No answer, or only a part of one. */
  record Silent(String why) implements ApiReply {}

  /** We stopped waiting because this thread was asked to end; says nothing about the server. */
  record Abandoned() implements ApiReply {}
}
