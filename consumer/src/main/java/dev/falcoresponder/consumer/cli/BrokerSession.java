package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.ConnectionConfig;
import dev.falcoresponder.consumer.broker.MaskedText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection for one command: made at the first attempt or not at all. */
final class BrokerSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BrokerConnection connection;
  private final String servers;

  BrokerSession(ConnectionConfig config) {
    servers = MaskedText.of(config.servers());
    connection = new BrokerConnection(config);
  }

  /** Connects; what kept it from that, in a sentence. */
  Optional<String> open() throws InterruptedException {
    var tried = new CountDownLatch(1);
    connection.whenConnected(tried::countDown);
    connection.whenFailed(tried::countDown);
    connection.start();
    var _ = tried.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var state = connection.state();
    if (state.connected()) {
      return Optional.empty();
    }
    var why = state.lastError().orElse("no answer within " + PATIENCE.toSeconds() + " s");
    return Optional.of(
        "cannot connect to NATS at %s (%s); set nats.servers, or start the broker"
            .formatted(servers, why));
  }

  BrokerConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.close();
  }
}
