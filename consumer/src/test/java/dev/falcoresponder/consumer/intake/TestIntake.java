package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.ConnectionConfig;
import dev.falcoresponder.consumer.broker.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A whole intake against a broker: what it handed over, and whatever the test wants to do with it.
 */
final class TestIntake implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration POLL = Duration.ofSeconds(1);

  private final BrokerConnection connection;
  private final BrokerKeeper keeper;
  private final ChosenSource source;
  private final AlertConsumer consumer;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  TestIntake(String url, BrokerConfig config, Consumer<Delivery> handler) {
    this(TestBroker.connection(url), config, 512, handler);
  }

  TestIntake(
      ConnectionConfig connect, BrokerConfig config, int maxInHand, Consumer<Delivery> handler) {
    connection = TestBroker.connected(connect);
    keeper = new BrokerKeeper(config, connection, TestBroker.TIMEOUT);
    keeper.ensureNow();
    source = new ChosenSource(keeper::state, connection, config, Duration.ofSeconds(2));
    consumer =
        new AlertConsumer(
            new IntakeConfig(maxInHand, POLL),
            source,
            _ -> true,
            keeper::ensure,
            delivery -> {
              deliveries.add(delivery);
              handler.accept(delivery);
            });
  }

  static TestIntake started(String url, BrokerConfig config, Consumer<Delivery> handler) {
    var intake = new TestIntake(url, config, handler);
    intake.consumer.start();
    return intake;
  }

  BrokerConnection connection() {
    return connection;
  }

  BrokerKeeper keeper() {
    return keeper;
  }

  AlertConsumer consumer() {
    return consumer;
  }

  ChosenSource source() {
    return source;
  }

  /** Everything that was handed over so far. */
  List<Delivery> deliveries() {
    return deliveries;
  }

  /** The alerts' texts in the order in which they were handed over, once there are so many. */
  List<String> awaitTexts(int count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> deliveries.size() >= count);
    return texts();
  }

  List<String> texts() {
    return deliveries.stream().map(TestIntake::text).toList();
  }

  static String text(Delivery delivery) {
    return new String(delivery.envelope().payload().bytes(), UTF_8);
  }

  /** Stores an alert, confirmed. */
  void store(String text) {
    try {
      var _ = connection.current().jetStream().publish("falco.notice.test", text.getBytes(UTF_8));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many alerts the durable consumer waits for, as the broker sees it. */
  long ackPending() {
    try {
      return connection
          .current()
          .jetStreamManagement()
          .getConsumerInfo("FALCO", "falco-responder")
          .getNumAckPending();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitNothingPending() {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> ackPending() == 0);
  }

  @Override
  public void close() {
    consumer.stop(Duration.ofSeconds(5));
    var _ = consumer.abandon();
    connection.close();
  }
}
