package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      var end = new CountDownLatch(1);
      var overheard = other.current().createDispatcher(_ -> requests.incrementAndGet());
      overheard.subscribe("$JS.API.>");
      overheard.subscribe("end", _ -> end.countDown());
      other.current().flush(TestBroker.TIMEOUT);

      assertThat(keeper.ensureNow()).isInstanceOf(BrokerState.JetStream.class);

      // Comes after all that was asked before.
      other.current().publish("end", new byte[0]);
      assertThat(end.await(TestBroker.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      var allowedFor = keeper.longestLook().dividedBy(TestBroker.TIMEOUT);
      // Each is looked for, made and read back, the first of them after a second look.
      assertThat((long) requests.get()).isBetween(19L, allowedFor);
    }
  }
}
