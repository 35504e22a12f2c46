package dev.falcoresponder.consumer.broker;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to NATS. It is made in the background, tried for as long as it takes, kept by
 * the client's own reconnecting, and made anew when the client has closed it for good, which it
 * does after being refused twice with the same authentication error, however many reconnects are
 * allowed.
 */
public final class BrokerConnection implements Supplier<Connection>, AutoCloseable {
  /** Why there is no connection before the first was made; each attempt is told by itself. */
  public static final String NOT_YET = "not connected to NATS yet";

  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
  private static final Duration FLUSH = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final ConnectionConfig config;
  private final List<Runnable> whenConnected = new CopyOnWriteArrayList<>();
  private final List<Runnable> whenFailed = new CopyOnWriteArrayList<>();
  private final QuietLog quiet = new QuietLog();
  private final Thread keeper;
  private volatile ConnectionEvents events;
  private volatile @Nullable Connection connection;
  private volatile Optional<String> lastFailure = Optional.empty();
  private volatile boolean closing;

  /** Prepares; nothing is connected before {@link #start}. */
  public BrokerConnection(ConnectionConfig config) {
    this.config = config;
    events = new ConnectionEvents(config, quiet, whenConnected);
    keeper = Thread.ofPlatform().daemon().name("nats-connect").unstarted(this::keep);
  }

  /** Begins to connect, in the background. */
  public void start() {
    keeper.start();
  }

  /** Runs the action, on a thread of its own, after each connect and reconnect from now on. */
  public void whenConnected(Runnable action) {
    whenConnected.add(action);
  }

  /** Runs the action after each attempt from now on to make a connection that came to nothing. */
  public void whenFailed(Runnable action) {
    whenFailed.add(action);
  }

  /**
   * The connection of this moment; may be another one later, so ask each time.
   *
   * @throws IllegalStateException if there never was one; the client throws the same from a closed
   *     connection
   */
  public Connection current() {
    var now = connection;
    if (now == null) {
      throw new IllegalStateException(NOT_YET);
    }
    return now;
  }

  @Override
  public Connection get() {
    return current();
  }

  /** How the connection is. */
  public ConnectionState state() {
    var now = connection;
    var connected = now != null && now.getStatus() == Connection.Status.CONNECTED;
    return new ConnectionState(
        connected, connected ? events.lastError() : events.lastError().or(() -> lastFailure));
  }

  /** Sends what is waiting, for at most two seconds, and closes. */
  @Override
  public void close() {
    closing = true;
    try {
      var now = connection;
      if (now != null && state().connected()) {
        now.flush(FLUSH);
      }
    } catch (TimeoutException | IllegalStateException e) {
      LOG.atInfo()
          .addKeyValue("error", MaskedText.of(e))
          .log("Not everything could be sent before closing");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    keeper.interrupt();
    closeQuietly();
    try {
      keeper.join(FLUSH);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    var platformTls = false;
    try {
      while (!closing) {
        var attempt = new ConnectionEvents(config, quiet, whenConnected);
        events = attempt;
        try {
          connection = Nats.connect(new ConnectionOptions(config).build(attempt, platformTls));
          backoff.reset();
          attempt.announce();
          attempt.awaitClosed();
          if (!closing) {
            LOG.warn("NATS client has given the connection up, making a new one");
          }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
          var why = attempt.lastError().orElseGet(() -> Advice.on(MaskedText.of(e), config));
          failed(why);
          // An upgrade to TLS that the server asks for is what other NATS clients do unasked.
          if (!platformTls && why.contains("SSL required by server")) {
            platformTls = true;
          } else {
            whenFailed.forEach(Runnable::run);
          }
        }
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException _) {
      // Closing; the connection may have been made in this very moment.
      closeQuietly();
    }
  }

  private void closeQuietly() {
    try {
      events.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(String why) {
    lastFailure = Optional.of(why);
    if (!closing && quiet.worth(why)) {
      LOG.atWarn()
          .addKeyValue("servers", MaskedText.of(config.servers()))
          .addKeyValue("error", why)
          .log("Cannot connect to NATS, will keep trying");
    }
  }
}
