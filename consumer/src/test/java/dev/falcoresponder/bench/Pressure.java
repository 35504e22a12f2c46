package dev.falcoresponder.bench;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Publishes alerts that no rule wants, so many a second, by a connection of its own. */
final class Pressure implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK = Duration.ofMillis(2).toNanos();

  private final Connection connection;
  private final int perSecond;
  private final Thread thread;
  private final long began = System.nanoTime();
  private volatile boolean over;
  private volatile long published;

  /** Starts at once. */
  Pressure(String url, int perSecond) {
    this.connection = Stage.connect(url);
    this.perSecond = perSecond;
    this.thread = Thread.ofPlatform().name("pressure").start(this::run);
  }

  private void run() {
    var alerts = Alerts.unwanted();
    while (!over) {
      var due = (System.nanoTime() - began) / 1e9 * perSecond;
      for (var count = published; count < due; count++) {
        connection.publish(Noise.SUBJECT, alerts.get((int) (count % alerts.size())));
        published = count + 1;
      }
      LockSupport.parkNanos(TICK);
    }
  }

  /** Alerts a second that were really published. */
  double rate() {
    return published * 1e9 / (System.nanoTime() - began);
  }

  /** Returns when all that was published is on its way. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
      connection.flush(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      throw new IllegalStateException("the broker does not keep up", e);
    } finally {
      Stage.close(connection);
    }
  }
}
