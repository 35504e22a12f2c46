package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.falcoresponder.consumer.text.Printable;

/**
 * A log line for people: {@code time level message key=value … (logger)}. Values with blanks or
 * quotes are quoted, bytes are base64; nothing in a value can end the line or begin another key.
 * Stack traces follow on lines that begin with a tab or bar.
 */
final class TextEncoder extends LineEncoder {
  @Override
  String line(ILoggingEvent event) {
    var line = new StringBuilder(256);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append("%-5s".formatted(event.getLevel())).append(' ');
    line.append(Printable.shortened(event.getFormattedMessage(), LogValues.LONGEST));
    LogValues.of(event)
        .forEach((key, value) -> {
          line.append(' ').append(Printable.of(key)).append('=');
          if (value instanceof byte[] bytes) {
            line.append(LogValues.base64(bytes));
          } else {
            text(line, LogValues.cut(String.valueOf(value)));
          }
        });
    line.append(" (").append(event.getLoggerName()).append(")\n");
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      StackText.of(thrown).lines().forEach(frame -> line.append("  | ").append(frame).append('\n'));
    }
    return line.toString();
  }

  private static void text(StringBuilder line, String text) {
    if (isPlain(text)) {
      line.append(Printable.of(text));
      return;
    }
    line.append('"');
    line.append(Printable.of(text.replace("\\", "\\\\").replace("\"", "\\\"")));
    line.append('"');
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.chars()
            .noneMatch(c -> c == '"' || c == '\\' || c == '=' || Character.isWhitespace(c));
  }
}
