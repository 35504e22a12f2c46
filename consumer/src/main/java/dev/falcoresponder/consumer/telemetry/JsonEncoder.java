package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log line for collectors: one flat JSON object with {@code time}, {@code level}, {@code
 * message}, {@code logger}, {@code thread}, the line's keys, and {@code stack} as one string.
 * Numbers and booleans stay what they are, bytes are base64.
 */
final class JsonEncoder extends LineEncoder {
  private static final Set<String> OURS =
      Set.of("time", "level", "message", "logger", "thread", "stack");

  @Override
  String line(ILoggingEvent event) {
    var line = new StringWriter(512);
    try {
      var json = new JsonWriter(line);
      json.beginObject();
      json.name("time").value(TIME.format(event.getInstant()));
      json.name("level").value(event.getLevel().toString());
      json.name("message").value(LogValues.cut(event.getFormattedMessage()));
      json.name("logger").value(event.getLoggerName());
      json.name("thread").value(event.getThreadName());
      for (var pair : LogValues.of(event).entrySet()) {
        // A second "level" in one object would be read as the level by some, and dropped by others.
        json.name(OURS.contains(pair.getKey()) ? "_" + pair.getKey() : pair.getKey());
        value(json, pair.getValue());
      }
      var thrown = event.getThrowableProxy();
      if (thrown != null) {
        json.name("stack").value(StackText.of(thrown));
      }
      json.endObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return line.append('\n').toString();
  }

  private static void value(JsonWriter json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.nullValue();
      case Boolean truth -> json.value(truth);
      case Double number when !Double.isFinite(number) -> json.value(number.toString());
      case Float number when !Float.isFinite(number) -> json.value(number.toString());
      case Number number -> json.value(number);
      case byte[] bytes -> json.value(LogValues.base64(bytes));
      default -> json.value(LogValues.cut(String.valueOf(value)));
    }
  }
}
