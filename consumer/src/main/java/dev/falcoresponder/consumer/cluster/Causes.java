package dev.falcoresponder.consumer.cluster;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An exception and its causes, for a person. */
final class Causes {
  private static final int DEEPEST = 10;

  private Causes() {}

  static String of(Throwable thrown) {
    return Excerpt.of(
        Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
            .limit(DEEPEST)
            .filter(cause ->
                !(cause instanceof ExecutionException || cause instanceof CompletionException))
            .map(Causes::sentence)
            .distinct()
            .collect(Collectors.joining(", caused by ")));
  }

  /** The JDK's HTTP client often throws without a message, so the kind must speak. */
  private static String sentence(Throwable thrown) {
    var kind = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? kind : kind + ": " + thrown.getMessage();
  }
}
