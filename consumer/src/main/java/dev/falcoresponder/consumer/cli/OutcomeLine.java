package dev.falcoresponder.consumer.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.ledger.OutcomeJson;
import dev.falcoresponder.model.ResponseOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcome events for people and for programs; what is none is shown as such, never passed over. */
final class OutcomeLine {
  private static final int WIDEST = 60;

  private OutcomeLine() {}

  /** On one line, with what versions to come may have put into it. */
  static String json(StoredMessage stored) {
    return switch (OutcomeJson.read(stored.body())) {
      case OutcomeJson.Reading.Event _ ->
          JsonParser.parseString(new String(stored.body(), StandardCharsets.UTF_8)).toString();
      case OutcomeJson.Reading.NoEvent(var why) -> {
        var line = new JsonObject();
        line.addProperty("sequence", stored.sequence());
        line.addProperty("unreadable", why);
        yield line.toString();
      }
    };
  }

  /** A row for each. */
  static TextTable table(List<StoredMessage> events) {
    var table =
        new TextTable(
            WIDEST, "SETTLED", "OUTCOME", "REASON", "POD", "RULE", "ALERT", "BY", "DETAIL");
    for (var stored : events) {
      switch (OutcomeJson.read(stored.body())) {
        case OutcomeJson.Reading.Event(var event) -> row(table, event);
        case OutcomeJson.Reading.NoEvent(var why) ->
            table.row(stored.storedAt().toString(), "unreadable", "-", "-", "-", "-", "-", why);
      }
    }
    return table;
  }

  private static void row(TextTable table, ResponseOutcome event) {
    var pod = event.pod().isEmpty() ? "" : event.namespace() + "/" + event.pod();
    table.row(
        event.settledAt(),
        event.outcome(),
        orDash(event.reason()),
        orDash(pod),
        orDash(event.rule()),
        event.stream() + " #" + event.sequence(),
        event.replica(),
        orDash(event.detail()));
  }

  private static String orDash(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }
}
