package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader.Found;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A stretch of a stream that a command goes through.
 *
 * @param stream the stream's name
 */
record Stretch(String stream, StreamRange range) {
  /** That a stream cannot be read at all, in a sentence. */
  static String unreadable(String stream, String why) {
    return "stream " + stream + " cannot be read: " + why;
  }

  /**
   * Hands on message after message, until one of them ends it early; what ended it early.
   *
   * @param wanted whether to go on to the next; nothing is said where it is not
   */
  Optional<String> each(BooleanSupplier wanted, Function<StoredMessage, Optional<String>> action) {
    var found = range.next();
    while (found instanceof Found.Stored(var message)) {
      var failure = action.apply(message);
      if (failure.isPresent()) {
        return failure;
      }
      if (!wanted.getAsBoolean()) {
        return Optional.empty();
      }
      found = range.next();
    }
    return switch (found) {
      case Found.Unknown(var why) ->
          Optional.of("stream " + stream + " could not be read on: " + why);
      case Found.NoStream() -> Optional.of("stream " + stream + " is gone");
      case Found.Nothing _, Found.Stored _ -> Optional.empty();
    };
  }

  /** That it holds no alert, and how far the stream is. */
  String nothing() {
    var none = "stream %s has no alert of %s".formatted(stream, range.subject());
    return range
        .newest()
        .map(newest ->
            "%s in that stretch; the newest is sequence %d, stored at %s"
                .formatted(none, newest.sequence(), newest.storedAt()))
        .orElse(none);
  }
}
