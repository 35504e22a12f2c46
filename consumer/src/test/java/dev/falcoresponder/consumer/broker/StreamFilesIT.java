package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.manifests.NatsAccounts;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Nats;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the README's commands make of those files is what the program wants to find. */
@SuppressWarnings("try") // closing a connection may be interrupted, which fails the test
class StreamFilesIT {
  @ParameterizedTest
  @EnumSource
  void nothingDiffersOnceTheCommandLineHasMadeThem(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version)) {
      var cli = NatsCli.of(server);
      for (var file : NatsAccounts.files()) {
        var made =
            NatsAccounts.consumer(file)
                ? cli.run("consumer", "add", "FALCO", "--config", file.toString())
                : cli.run("stream", "add", "--config", file.toString());
        assertThat(made.exit()).as(made.stderr()).isZero();
      }
      try (var connection = Nats.connect(server.url())) {
        var environment =
            Map.of("HOSTNAME", "replica-a", "FALCO_RESPONDER_NATS_PROVISION", "verify");
        var loaded = (ConfigAnswer.Loaded) new ConfigLoader(environment).load();

        var state =
            new BrokerKeeper(loaded.config().broker(), () -> connection, TestBroker.TIMEOUT)
                .ensureNow();

        assertThat(state)
            .isInstanceOfSatisfying(
                BrokerState.JetStream.class, found -> assertThat(found.tolerated()).isEmpty());
      }
    }
  }
}
