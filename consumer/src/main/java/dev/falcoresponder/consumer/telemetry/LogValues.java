package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a log line. */
final class LogValues {
  /** No text in a line is longer: an alert may be a megabyte. */
  static final int LONGEST = 2_048;

  private LogValues() {}

  /** The line's own keys and those of its thread's context, which gives way. */
  static Map<String, @Nullable Object> of(ILoggingEvent event) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var own = event.getKeyValuePairs();
    if (own != null) {
      own.forEach(pair -> values.put(pair.key, pair.value));
    }
    event.getMDCPropertyMap().forEach(values::putIfAbsent);
    return values;
  }

  /** All of the bytes: who logs some has bounded them, since half of them are of no use. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The text, cut off where it is longer than {@link #LONGEST}. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
