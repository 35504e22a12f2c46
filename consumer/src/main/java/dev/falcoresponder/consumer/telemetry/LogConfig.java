package dev.falcoresponder.consumer.telemetry;

/**
 * How to log.
 *
 * @param format for people or for collectors
 * @param level the least severe level of our own that is logged
 */
public record LogConfig(Format format, Level level) {
  /** How a log line looks. */
  public enum Format {
    /** For people: time, level, message, then {@code key=value}. */
    TEXT,
    /** For collectors: one flat JSON object a line. */
    JSON
  }

  /** How severe, the most severe first. */
  public enum Level {
    /** Something was given up; a person should look. */
    ERROR,
    /** Something failed and will be tried again. */
    WARN,
    /** Something was done. */
    INFO,
    /** Also what needed nothing done: ignored alerts, duplicates. */
    DEBUG,
    /** Also the libraries' steps. */
    TRACE
  }
}
