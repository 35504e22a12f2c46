package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterIT {
  private static String leader(TestIntake intake) throws Exception {
    var consumer =
        intake
            .connection()
            .current()
            .jetStreamManagement()
            .getConsumerInfo("FALCO", "falco-responder");
    var cluster = consumer.getClusterInfo();
    var leader = cluster == null ? null : cluster.getLeader();
    return leader == null ? "" : leader;
  }

  private static void store(TestIntake intake, String text) {
    // A stream whose leader has just gone refuses for a moment.
    await()
        .atMost(TestIntake.PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          intake.store(text);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void alertsGoOnWhenTheConsumersLeaderStepsDownAndWhenItIsKilled(NatsVersion version)
      throws Exception {
    Set<String> confirmed = ConcurrentHashMap.newKeySet();
    Consumer<Delivery> handler =
        delivery -> {
          if (delivery.ackSync()) {
            confirmed.add(TestIntake.text(delivery));
          }
        };
    var config = TestBroker.config(Mode.AUTO, Provision.CREATE, 3, Duration.ofSeconds(5), 10_000);
    try (var cluster = NatsCluster.start(version);
        var intake = TestIntake.started(cluster.url(), config, handler)) {
      await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.keeper().ensure() instanceof BrokerState.JetStream);
      store(intake, "before");
      await().atMost(TestIntake.PATIENCE).until(() -> confirmed.contains("before"));

      var first = leader(intake);
      var answer =
          intake
              .connection()
              .current()
              .request(
                  "$JS.API.CONSUMER.LEADER.STEPDOWN.FALCO.falco-responder",
                  null,
                  Duration.ofSeconds(5));
      assertThat(answer).isNotNull();
      for (var i = 0; i < 20; i++) {
        store(intake, "stepping " + i);
      }
      await().atMost(TestIntake.PATIENCE).untilAsserted(() -> assertThat(confirmed).hasSize(21));
      await().atMost(TestIntake.PATIENCE).ignoreExceptions().until(() -> !leader(intake).isEmpty());

      cluster.server(leader(intake)).kill();
      for (var i = 0; i < 20; i++) {
        store(intake, "killed " + i);
      }
      await()
          .atMost(TestIntake.PATIENCE.multipliedBy(2))
          .untilAsserted(() -> assertThat(confirmed).hasSize(41));
      assertThat(first).isNotEmpty();
    }
  }
}
