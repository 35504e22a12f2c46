package dev.falcoresponder.demo;

/** The story cannot go on: what it says next is not true. */
final class NotSeenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotSeenException(String what) {
    super(what);
  }
}
