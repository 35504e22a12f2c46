package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader.Found;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch of the stream of alerts that a command goes through.
 *
 * @param stream the stream's name
 */
record Stretch(String stream, StreamRange range) {
  /** Hands on alert after alert, until one of them ends it early; what ended it early. */
  Optional<String> each(Function<StoredMessage, Optional<String>> action) {
    var found = range.next();
    while (found instanceof Found.Stored(var alert)) {
      var failure = action.apply(alert);
      if (failure.isPresent()) {
        return failure;
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

  /** That it holds nothing, and how far the stream is. */
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
