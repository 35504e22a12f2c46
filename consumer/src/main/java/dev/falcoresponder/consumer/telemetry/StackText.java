package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.falcoresponder.consumer.text.Printable;

/**
 * An exception as text, one frame a line. Messages of exceptions quote what they choked on, so they
 * are made printable: no line of it but a frame's begins with the mark of one.
 */
final class StackText {
  private static final int MOST_FRAMES = 64;
  private static final int MOST_CAUSES = 8;

  private StackText() {}

  static String of(IThrowableProxy thrown) {
    var text = new StringBuilder();
    append(text, "", thrown, 0);
    return text.toString();
  }

  private static void append(StringBuilder text, String role, IThrowableProxy thrown, int depth) {
    text.append(role).append(thrown.getClassName());
    var message = thrown.getMessage();
    if (message != null) {
      text.append(": ").append(Printable.shortened(message, LogValues.LONGEST));
    }
    text.append('\n');
    frames(text, thrown.getStackTraceElementProxyArray(), thrown.getCommonFrames());
    if (depth == MOST_CAUSES || thrown.isCyclic()) {
      return;
    }
    for (var suppressed : thrown.getSuppressed()) {
      append(text, "suppressed: ", suppressed, depth + 1);
    }
    var cause = thrown.getCause();
    if (cause != null) {
      append(text, "caused by: ", cause, depth + 1);
    }
  }

  private static void frames(StringBuilder text, StackTraceElementProxy[] frames, int common) {
    var own = frames.length - common;
    for (var i = 0; i < Math.min(own, MOST_FRAMES); i++) {
      text.append("\tat ").append(frames[i].getStackTraceElement()).append('\n');
    }
    var left = frames.length - Math.min(own, MOST_FRAMES);
    if (left > 0) {
      text.append("\t... ").append(left).append(" more\n");
    }
  }
}
