package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up, from code: finding and reading an XML file would be the slowest part of start.
 */
public final class LogSetup {
  private static final String OURS = "dev.falcoresponder";

  private LogSetup() {}

  /** Where log lines go. */
  public enum Target {
    /** For the program that runs: containers read both, and standard output is what shells pipe. */
    STDOUT,
    /** For commands whose standard output is their result, which log lines must not mix with. */
    STDERR
  }

  /** Replaces whatever set the log up before. */
  public static void install(LogConfig config, Target target) {
    install((LoggerContext) LoggerFactory.getILoggerFactory(), config, target);
  }

  static void install(LoggerContext context, LogConfig config, Target target) {
    context.reset();
    var encoder =
        switch (config.format()) {
          case TEXT -> new TextEncoder();
          case JSON -> new JsonEncoder();
        };
    encoder.setContext(context);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.setTarget(
        switch (target) {
          case STDOUT -> "System.out";
          case STDERR -> "System.err";
        });
    console.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(ofLibraries(config.level()));
    context.getLogger(OURS).setLevel(Level.toLevel(config.level().name()));
  }

  /** Libraries tell their own story; it is of use only to who asked for every step. */
  private static Level ofLibraries(LogConfig.Level level) {
    return switch (level) {
      case ERROR -> Level.ERROR;
      case WARN, INFO, DEBUG -> Level.WARN;
      case TRACE -> Level.DEBUG;
    };
  }
}
