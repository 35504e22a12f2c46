package dev.falcoresponder.consumer.ledger;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Outcome events as JSON: one object, keys in the order of the record, what is null left out. */
public final class OutcomeJson {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private OutcomeJson() {}

  /** What reading comes to. */
  public sealed interface Reading {
    /** An outcome event. */
    record Event(ResponseOutcome event) implements Reading {}

    /** Something else, or an event that lacks what every event has. */
    record NoEvent(String why) implements Reading {}
  }

  /** Writes UTF-8. */
  public static byte[] write(ResponseOutcome event) {
    return GSON.toJson(event).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads UTF-8. Keys that are not known are passed over. */
  public static Reading read(byte[] json) {
    try {
      var event = GSON.fromJson(new String(json, StandardCharsets.UTF_8), ResponseOutcome.class);
      if (event == null) {
        return new Reading.NoEvent("it is empty");
      }
      return isComplete(event)
          ? new Reading.Event(event)
          : new Reading.NoEvent("it lacks what every event has");
    } catch (JsonParseException e) {
      return new Reading.NoEvent(String.valueOf(e.getMessage()));
    }
  }

  /** The library fills what is missing with null, whatever the record says. */
  private static boolean isComplete(ResponseOutcome event) {
    var required =
        Stream.of(
            event.id(),
            event.outcome(),
            event.action(),
            event.rule(),
            event.falcoRule(),
            event.namespace(),
            event.pod(),
            event.stream(),
            event.publishedAt(),
            event.settledAt(),
            event.replica());
    return required.allMatch(Objects::nonNull) && OutcomeKind.parse(event.outcome()).isPresent();
  }
}
