package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A log of its own, whose events a test looks at. */
final class CapturedLog {
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Logger logger;

  CapturedLog(Level level) {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    logger = context.getLogger("dev.falcoresponder.Test");
    logger.setLevel(level);
    events.start();
    logger.addAppender(events);
  }

  Logger logger() {
    return logger;
  }

  List<ILoggingEvent> events() {
    return events.list;
  }

  ILoggingEvent only() {
    if (events.list.size() != 1) {
      throw new AssertionError("expected one line, got " + events.list);
    }
    return events.list.getFirst();
  }

  /** The only line's keys and values, as text. */
  Map<String, String> keys() {
    return only().getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  /** The only line as it would be printed. */
  String printed(Encoder<ILoggingEvent> encoder) {
    return new String(encoder.encode(only()), StandardCharsets.UTF_8);
  }
}
