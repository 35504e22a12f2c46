package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.manifests.Component;
import dev.falcoresponder.manifests.CustomResources;
import dev.falcoresponder.manifests.Kubectl;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Nack;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The component {@code nack}: what NACK itself makes of it is what the program would have made. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
@NotHardened("NACK has no login there, and makes what is made there already")
class NackIT {
  private static final Component COMPONENT = new Component("nack");

  private final Stage stage;
  private final Kubectl kubectl;
  private final Nack nack;

  NackIT(ApiServer cluster, @TempDir Path folder) {
    stage = Stage.open(NatsVersion.NEWEST, cluster);
    kubectl = Kubectl.of(cluster, folder);
    CustomResources.defineNack(kubectl);
    nack = Nack.start(cluster, Cluster.OWN_NAMESPACE, stage.broker().server());
  }

  @BeforeAll
  void applyTheResources() {
    Pods.in(stage.cluster().admin(), Cluster.OWN_NAMESPACE);
    resources("apply", "--server-side", "--warnings-as-errors");
    await()
        .atMost(Stage.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(made(stage.broker())).as(nack.log()).hasSize(6));
  }

  @AfterAll
  void close() {
    resources("delete", "--ignore-not-found");
    nack.close();
    stage.close();
  }

  @Test
  void nackMakesWhatTheProgramWouldMake() {
    try (var other = Broker.of(NatsServer.start(NatsVersion.NEWEST))) {
      var config =
          ((ConfigAnswer.Loaded) new ConfigLoader(Map.of("HOSTNAME", "a")).load()).config();
      var state =
          new BrokerKeeper(config.broker(), other::connection, Duration.ofSeconds(5)).ensureNow();
      assertThat(state).isInstanceOf(BrokerState.JetStream.class);

      assertThat(made(stage.broker())).hasSize(6).isEqualTo(made(other));
    }
  }

  @Test
  void programOnlyLooksAndAnswersAlerts() {
    var builder = stage.replica();
    COMPONENT.environment().forEach(it -> builder.environment(it.getName(), it.getValue()));
    try (var replica = builder.start()) {
      var pods = stage.cluster().pods("nack");
      var alert = Alert.about(pods.running("cart-0"));

      stage.broker().publish(alert);

      assertThat(stage.outcomesOf(pods.namespace(), "cart-0"))
          .extracting(ResponseOutcome::outcome)
          .containsExactly("acted");
      assertThat(replica.output())
          .noneMatch(
              line -> line.contains("Made what was missing") || line.contains("Broker differs"));
    }
  }

  @Test
  void removedResourcesLeaveWhatWasMade() {
    var before = made(stage.broker());

    resources("delete");

    // So it says, also of what it is not to delete.
    await()
        .atMost(Stage.PATIENCE)
        .untilAsserted(() -> assertThat(nack.said("] deleted ")).as(nack.log()).isEqualTo(6));
    assertThat(made(stage.broker())).isEqualTo(before);
    resources("apply", "--server-side");
  }

  /** Streams and consumer as the broker has them, by name. */
  private static Map<String, String> made(Broker broker) {
    var made = new TreeMap<String, String>();
    for (StreamInfo stream : broker.ask(JetStreamManagement::getStreams)) {
      made.put(stream.getConfiguration().getName(), stream.getConfiguration().toJson());
    }
    made.put("consumer", broker.consumer().getConsumerConfiguration().toJson());
    return made;
  }

  private void resources(String... verb) {
    var files =
        Stream.of("streams.yaml", "buckets.yaml", "consumer.yaml")
            .flatMap(file -> Stream.of("-f", COMPONENT.path().resolve(file).toString()));
    kubectl.succeed(Stream.concat(Stream.of(verb), files).toArray(String[]::new));
  }
}
