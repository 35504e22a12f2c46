package dev.falcoresponder.consumer.decode;

import java.io.IOException;

/** Ends the reading of a message inside this room; {@link AlertDecoder} turns it into a value. */
final class MalformedAlertException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String why;

  MalformedAlertException(String why) {
    super(why);
    this.why = why;
  }

  @Override
  public String getMessage() {
    return why;
  }

  /** No stack trace: the sentence says it all, and a flood of garbage must stay cheap. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
