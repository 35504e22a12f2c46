package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many requests a look makes, and so how long it may take, where all has to be made. */
class LongestLookIT {
  private static final BrokerConfig CONFIG =
      TestBroker.config(BrokerConfig.Mode.AUTO, BrokerConfig.Provision.CREATE, 1);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void lookThatMakesEverythingAnewAsksNoMoreThanIsAllowedFor(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url());
        var other = TestBroker.connected(server.url())) {
      var keeper = new BrokerKeeper(CONFIG, connection, TestBroker.TIMEOUT);
      assertThat(keeper.ensureNow()).isInstanceOf(BrokerState.JetStream.class);
      var streams = other.current().jetStreamManagement();
      for (var stream : streams.getStreamNames()) {
        streams.deleteStream(stream);
      }
      var requests = new AtomicInteger();
      var overheard = other.current().createDispatcher(_ -> requests.incrementAndGet());
      overheard.subscribe("$JS.API.>");
      other.current().flush(TestBroker.TIMEOUT);

      assertThat(keeper.ensureNow()).isInstanceOf(BrokerState.JetStream.class);

      assertThat(overheard.drain(TestBroker.TIMEOUT).get()).isTrue();
      var allowedFor = keeper.longestLook().dividedBy(TestBroker.TIMEOUT);
      // Each is looked for, made and read back, the first of them after a second look.
      assertThat((long) requests.get()).isBetween(19L, allowedFor);
    }
  }
}
