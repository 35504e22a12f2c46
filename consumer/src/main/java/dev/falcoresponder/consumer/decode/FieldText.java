package dev.falcoresponder.consumer.decode;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.falcoresponder.model.OutputFields;
import java.io.IOException;
import java.io.StringWriter;

/** Turns any JSON value into the text that {@link OutputFields} keeps. */
final class FieldText {
  private FieldText() {}

  static String read(JsonReader json) throws IOException {
    return switch (json.peek()) {
      // For a number the reader gives the digits as they were sent: nothing goes through a double.
      case STRING, NUMBER -> json.nextString();
      case BOOLEAN -> Boolean.toString(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        yield OutputFields.NIL;
      }
      default -> copy(json);
    };
  }

  /** An array or object as compact JSON; a loop, not a recursion, so that depth costs no stack. */
  private static String copy(JsonReader json) throws IOException {
    var text = new StringWriter();
    var writer = new JsonWriter(text);
    writer.setHtmlSafe(false);
    var depth = 0;
    do {
      var token = json.peek();
      copyToken(token, json, writer);
      depth += step(token);
    } while (depth > 0);
    return text.toString();
  }

  private static int step(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY, BEGIN_OBJECT -> 1;
      case END_ARRAY, END_OBJECT -> -1;
      default -> 0;
    };
  }

  private static void copyToken(JsonToken token, JsonReader json, JsonWriter writer)
      throws IOException {
    switch (token) {
      case BEGIN_ARRAY -> {
        json.beginArray();
        writer.beginArray();
      }
      case END_ARRAY -> {
        json.endArray();
        writer.endArray();
      }
      case BEGIN_OBJECT -> {
        json.beginObject();
        writer.beginObject();
      }
      case END_OBJECT -> {
        json.endObject();
        writer.endObject();
      }
      case NAME -> writer.name(json.nextName());
      case STRING -> writer.value(json.nextString());
      case NUMBER -> writer.jsonValue(json.nextString());
      case BOOLEAN -> writer.value(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        writer.nullValue();
      }
      case END_DOCUMENT ->
          throw new MalformedAlertException("the message ends in the middle of its JSON");
    }
  }
}
