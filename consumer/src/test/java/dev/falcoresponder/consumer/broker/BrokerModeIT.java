package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How alerts are read: what is asked for, and what the broker has. */
class BrokerModeIT {
  private static final BrokerConfig AUTO = TestBroker.config(Mode.AUTO, Provision.CREATE, 1);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void autoTakesJetStreamWhereItIsAndNeverLetsGo(NatsVersion version) {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      var keeper = new BrokerKeeper(AUTO, connection, Duration.ofSeconds(1));
      var settled = keeper.ensureNow();
      assertThat(settled).isInstanceOf(BrokerState.JetStream.class);

      server.pause();
      assertThat(keeper.ensureNow()).isEqualTo(settled);
      assertThat(keeper.trouble()).isPresent();
      server.resume();
      assertThat(keeper.ensureNow()).isEqualTo(settled);
      assertThat(keeper.trouble()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void autoTakesCoreWhereThereIsNoJetStream(NatsVersion version) {
    try (var server = NatsServer.builder().version(version).jetStream(false).start();
        var connection = TestBroker.connected(server.url())) {
      assertThat(TestBroker.look(connection, AUTO)).isInstanceOf(BrokerState.Core.class);
    }
  }

  @Test
  void autoTakesCoreWhereTheAccountHasNoJetStream() {
    var accounts =
        "accounts { A { users: [ { user: a, password: a } ] }, B { jetstream: enabled } }";
    try (var server = NatsServer.builder().config(accounts).start();
        var connection = TestBroker.connected("nats://a:a@127.0.0.1:" + server.port())) {
      assertThat(TestBroker.look(connection, AUTO)).isInstanceOf(BrokerState.Core.class);
    }
  }

  @Test
  void autoDoesNotDecideWhileTheBrokerDoesNotAnswer() {
    var users =
        "authorization { users: [ { user: a, password: a, permissions: { publish: \"falco.>\" } } ] }";
    try (var server = NatsServer.builder().config(users).start();
        var connection = TestBroker.connected("nats://a:a@127.0.0.1:" + server.port())) {
      var keeper = new BrokerKeeper(AUTO, connection, Duration.ofSeconds(1));
      assertThat(keeper.ensure())
          .isInstanceOfSatisfying(
              BrokerState.Waiting.class,
              waiting -> assertThat(waiting.why()).contains("no permission"));
    }
  }

  @Test
  void jetStreamModeWaitsForABrokerWithoutIt() {
    try (var server = NatsServer.builder().jetStream(false).start();
        var connection = TestBroker.connected(server.url())) {
      assertThat(TestBroker.look(connection, TestBroker.CONFIG))
          .isEqualTo(
              new BrokerState.Waiting(
                  "the broker has no JetStream, and nats.mode is jetstream; turn JetStream on in the"
                      + " broker's configuration, or set nats.mode to auto or core"));
    }
  }
}
