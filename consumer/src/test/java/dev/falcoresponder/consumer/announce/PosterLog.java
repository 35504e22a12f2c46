package dev.falcoresponder.consumer.announce;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged about Events, everything, as lines of message and keys. */
final class PosterLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(EventPoster.class);

  PosterLog() {
    start();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(this);
  }

  List<String> warnings() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(PosterLog::line)
        .toList();
  }

  List<String> lines() {
    return events.stream().map(PosterLog::line).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  private static String line(ILoggingEvent event) {
    var line = new StringBuilder(event.getFormattedMessage());
    Objects.requireNonNull(event.getKeyValuePairs()).forEach(pair -> line.append(' ').append(pair));
    return line.toString();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
