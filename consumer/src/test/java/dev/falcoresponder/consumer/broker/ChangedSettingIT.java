package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.text.GoDuration;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration changes, up or down, and streams and consumer are there as it was before:
 * nothing is changed behind anybody's back, and the command that is told makes it as configured.
 */
class ChangedSettingIT {
  private static final BrokerConfig LOW =
      config(Duration.ofDays(1), Duration.ofSeconds(30), 100, Duration.ofMinutes(5));

  private static final BrokerConfig HIGH =
      config(Duration.ofDays(3), Duration.ofMinutes(1), 10_000, Duration.ofMinutes(15));

  private static BrokerConfig config(
      Duration maxAge, Duration ackWait, int maxAckPending, Duration claimsTtl) {
    return new BrokerConfig(
        Mode.JETSTREAM,
        "FALCO",
        "falco.>",
        "falco-responder",
        Provision.CREATE,
        1,
        maxAge,
        ackWait,
        maxAckPending,
        Duration.ofMinutes(4),
        claimsTtl,
        Duration.ofMinutes(10));
  }

  static Stream<Arguments> changes() {
    var up =
        List.of(
            "FALCO --max-age=72h",
            "FALCO falco-responder --wait=1m",
            "FALCO falco-responder --max-pending=10000",
            "KV_falco-responder-claims --max-age=15m",
            "KV_falco-responder-holds --max-age=72h",
            "FALCO_RESPONDER_OUTCOMES --dupe-window=15m",
            "FALCO_RESPONDER_DEAD_LETTERS --dupe-window=15m");
    // What is kept for longer than it is needed costs nothing there.
    var down =
        List.of(
            "FALCO --max-age=24h",
            "FALCO falco-responder --wait=30s",
            "FALCO falco-responder --max-pending=100",
            "KV_falco-responder-claims --max-age=5m");
    return Stream.of(NatsVersion.values())
        .flatMap(version ->
            Stream.of(
                Arguments.of(version, LOW, HIGH, up), Arguments.of(version, HIGH, LOW, down)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changedSettingIsToldWithTheCommandThatBringsIt(
      NatsVersion version, BrokerConfig before, BrokerConfig after, List<String> commands)
      throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      assertThat(differences(connection, before)).isEmpty();
      var made = settings(connection);

      var differences = differences(connection, after);

      assertThat(differences).noneMatch(Difference::fatal);
      assertThat(differences)
          .extracting(difference -> difference.remedy().orElseThrow())
          .map(remedy -> remedy.replaceFirst("nats (stream|consumer) edit ", ""))
          .containsExactlyInAnyOrderElementsOf(commands);
      assertThat(settings(connection)).isEqualTo(made);

      for (var difference : differences) {
        if (difference.where().startsWith("stream KV_")) {
          bring(connection, difference, after);
        } else {
          run(server, difference);
        }
      }

      assertThat(differences(connection, after)).isEmpty();
    }
  }

  private static List<Difference> differences(BrokerConnection connection, BrokerConfig config) {
    var state = new BrokerKeeper(config, connection, TestBroker.TIMEOUT).ensureNow();
    assertThat(state).isInstanceOf(BrokerState.JetStream.class);
    return ((BrokerState.JetStream) state).tolerated();
  }

  private static List<String> settings(BrokerConnection connection)
      throws IOException, JetStreamApiException {
    var broker = connection.current().jetStreamManagement();
    var settings = new ArrayList<String>();
    for (var name : broker.getStreamNames()) {
      settings.add(broker.getStreamInfo(name).getConfiguration().toJson());
    }
    var consumer = broker.getConsumerInfo("FALCO", "falco-responder");
    settings.add(consumer.getConsumerConfiguration().toJson());
    return settings;
  }

  /**
   * For a bucket the command line asks whether it is meant, and takes the answer from a terminal.
   */
  private static void bring(BrokerConnection connection, Difference difference, BrokerConfig config)
      throws IOException, JetStreamApiException {
    var broker = connection.current().jetStreamManagement();
    var name = difference.where().replace("stream ", "");
    var now = broker.getStreamInfo(name).getConfiguration();
    var maxAge = name.endsWith("claims") ? config.claimsTtl() : config.maxAge();
    assertThat(difference.remedy().orElseThrow())
        .isEqualTo("nats stream edit " + name + " --max-age=" + GoDuration.of(maxAge));
    broker.updateStream(StreamConfiguration.builder(now).maxAge(maxAge).build());
  }

  private static void run(NatsServer server, Difference difference) {
    var words = new ArrayList<>(List.of(difference.remedy().orElseThrow().split(" ", -1)));
    words.removeFirst();
    words.add("--force");
    var answer = NatsCli.of(server).run(words.toArray(String[]::new));
    assertThat(answer.exit()).as(difference.sentence() + "\n" + answer.stderr()).isZero();
  }
}
