package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.consumer.intake.AlertSource.Fetched;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Core mode, where more alerts are there than there is room for. */
class CoreRoomIT {
  private static final BrokerConfig CONFIG = TestBroker.config(Mode.CORE, Provision.CREATE, 1);
  private static final int WAITING = 10_000;
  private static final int DROPPED = 50;
  private static final Duration WAIT = Duration.ofMillis(100);

  private static void publish(BrokerConnection connection, String text) throws Exception {
    connection.current().publish("falco.notice.test", text.getBytes(UTF_8));
    connection.current().flush(TestIntake.PATIENCE);
  }

  /** Fetches until so many have come. */
  private static List<Delivery> fetch(CoreSource source, int max, int all) {
    var taken = new ArrayList<Delivery>();
    await()
        .atMost(TestIntake.PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          var before = taken.size();
          assertThat(source.fetch(max, WAIT, taken::add).count())
              .isEqualTo(taken.size() - before)
              .isLessThanOrEqualTo(max);
          return taken.size() >= all;
        });
    return taken;
  }

  @Test
  void retriesThatFindNoRoomComeWithTheNextRequest() throws Exception {
    try (var server = NatsServer.builder().version(NatsVersion.NEWEST).jetStream(false).start();
        var connection = TestBroker.connected(server.url())) {
      var source = new CoreSource(connection, CONFIG, TestBroker.TIMEOUT);
      source.fetch(1, Duration.ZERO, _ -> {});
      var texts = List.of("one", "two", "three", "four", "five");
      for (var text : texts) {
        publish(connection, text);
      }
      fetch(source, 10, texts.size()).forEach(delivery -> delivery.nak(Duration.ZERO));
      publish(connection, "new");

      var again = fetch(source, 2, texts.size() + 1);

      assertThat(again)
          .extracting(TestIntake::text)
          .containsExactly("one", "two", "three", "four", "five", "new");
      assertThat(again.subList(0, texts.size()))
          .allMatch(delivery -> delivery.envelope().deliveries() == 2);
      assertThat(source.fetch(2, WAIT, again::add).count()).isZero();
      assertThat(source.dropped()).isZero();
    }
  }

  /** A connection is closed for good where the broker refuses its login twice. */
  @Test
  void whatWasDroppedCountsOnceHoweverOftenAskingFailsAfterwards() throws Exception {
    try (var server = NatsServer.builder().version(NatsVersion.NEWEST).jetStream(false).start();
        var first = TestBroker.connected(server.url());
        var second = TestBroker.connected(server.url())) {
      var connection = new AtomicReference<>(first.current());
      var source = new CoreSource(connection::get, CONFIG, TestBroker.TIMEOUT);
      source.fetch(1, Duration.ZERO, _ -> {});
      for (var i = 0; i < WAITING + DROPPED; i++) {
        second.current().publish("falco.notice.test", new byte[0]);
      }
      second.current().flush(TestIntake.PATIENCE);
      await().atMost(TestIntake.PATIENCE).until(() -> source.dropped() == DROPPED);

      connection.get().close();
      for (var i = 0; i < 5; i++) {
        assertThat(source.fetch(1, WAIT, _ -> {})).isInstanceOf(Fetched.Unavailable.class);
        assertThat(source.dropped()).isEqualTo(DROPPED);
      }
      connection.set(second.current());
      source.fetch(1, Duration.ZERO, _ -> {});

      assertThat(source.listening()).isTrue();
      assertThat(source.dropped()).isEqualTo(DROPPED);
    }
  }
}
