package dev.falcoresponder.consumer.broker;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the client tells about one connection: kept as its state, logged once per change. Attempts
 * to reconnect fail once a second or so; only the first of a kind is worth a line.
 */
final class ConnectionEvents implements ConnectionListener, ErrorListener {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);

  private final ConnectionConfig config;
  private final QuietLog quiet;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Runnable> whenConnected;
  private final CopyOnWriteArrayList<Connection> seen = new CopyOnWriteArrayList<>();
  private volatile boolean connected;
  private volatile boolean made;
  private volatile Optional<String> lastError = Optional.empty();

  /**
   * Listens to one connection.
   *
   * @param config how it is made, for advice where it is refused
   * @param quiet outlives the connection, so that a rebuilt one does not repeat its complaints
   * @param whenConnected run on a thread of their own after each connect and reconnect
   */
  ConnectionEvents(ConnectionConfig config, QuietLog quiet, List<Runnable> whenConnected) {
    this.config = config;
    this.quiet = quiet;
    this.whenConnected = whenConnected;
  }

  /** What went wrong since the last connect. */
  Optional<String> lastError() {
    return lastError;
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Closes the connection, even one that is still being made. */
  void close() throws InterruptedException {
    for (var connection : seen) {
      connection.close();
    }
  }

  /** Tells whoever waits for a connection. */
  void announce() {
    whenConnected.forEach(action -> Thread.ofVirtual().name("when-connected").start(action));
  }

  // Deprecated in favour of a longer one that nothing but this one can stand in for: it alone is
  // abstract.
  @SuppressWarnings("deprecation")
  @Override
  public void connectionEvent(Connection connection, Events event) {
    seen.addIfAbsent(connection);
    switch (event) {
      case CONNECTED -> connected(connection, "Connected to NATS");
      // Subscriptions are back only after this one; RECONNECTED comes before them.
      case RESUBSCRIBED -> {
        connected(connection, "Connected to NATS again");
        announce();
      }
      case DISCONNECTED -> disconnected();
      case CLOSED -> {
        connected = false;
        closed.countDown();
      }
      case LAME_DUCK ->
          LOG.info("NATS server is about to shut down, the client will move to another");
      case RECONNECTED, DISCOVERED_SERVERS -> {
        // Nothing that a person would act on.
      }
    }
  }

  private void connected(Connection connection, String news) {
    connected = true;
    made = true;
    lastError = Optional.empty();
    quiet.reset();
    var server = connection.getServerInfo();
    LOG.atInfo()
        .addKeyValue("server", MaskedText.of(String.valueOf(connection.getConnectedUrl())))
        .addKeyValue("name", server.getServerName())
        .addKeyValue("version", server.getVersion())
        .log(news);
  }

  private void disconnected() {
    if (connected) {
      connected = false;
      LOG.warn("Connection to NATS lost, trying to get it back");
    }
  }

  private void complain(String words) {
    var error = Advice.on(words, config);
    lastError = Optional.of(error);
    // Whoever makes the connection tells why that fails, and to which servers.
    if (made && quiet.worth(error)) {
      LOG.atWarn().addKeyValue("error", error).log("NATS connection reports an error");
    }
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    complain(MaskedText.of(error));
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception failure) {
    // After a refusal the client reports a bare time-out too, which must not hide why.
    if (failure.getMessage() != null || lastError.isEmpty()) {
      complain(MaskedText.of(failure));
    }
  }

  @Override
  public void slowConsumerDetected(Connection connection, Consumer consumer) {
    complain("messages are coming faster than they are taken: the client drops some");
  }

  @Override
  public void messageDiscarded(Connection connection, Message message) {
    complain("the client's queue of outgoing messages is full: one was dropped");
  }

  @Override
  public void pullStatusError(
      Connection connection, JetStreamSubscription subscription, Status status) {
    // Whoever asked gets it as an answer and says it there.
  }
}
