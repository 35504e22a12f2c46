package dev.falcoresponder.consumer.cluster;

import java.util.stream.Stream;

/** The innermost reason of an exception, for a person. */
final class Causes {
  private static final int DEEPEST = 20;

  private Causes() {}

  static String of(Throwable thrown) {
    var root = Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(DEEPEST).reduce(thrown, (_, next) -> next);
    // The JDK's HTTP client often throws without a message, so the kind must speak.
    var kind = root.getClass().getSimpleName();
    return Excerpt.of(root.getMessage() == null ? kind : kind + ": " + root.getMessage());
  }
}
