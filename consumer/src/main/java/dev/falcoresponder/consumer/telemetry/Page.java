package dev.falcoresponder.consumer.telemetry;

import java.nio.charset.StandardCharsets;

/** An answer to an HTTP request. */
record Page(int status, String contentType, Body body) {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The bytes; not a component of its own, since arrays have no equality of use. */
  @FunctionalInterface
  interface Body {
    byte[] bytes();
  }

  static Page text(int status, String lines) {
    return new Page(status, TEXT, () -> lines.getBytes(StandardCharsets.UTF_8));
  }

  static Page json(int status, String json) {
    return new Page(
        status, "application/json", () -> (json + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
