package dev.falcoresponder.consumer.budget;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.Buckets;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.SteadyConnection;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A budget with three copies, the replicas of the program at all members of the cluster. */
class BudgetClusterIT {
  private static final Spending GRANTED = new Spending.Granted();

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void exactlyTheLimitGetsThroughAlsoWhenTheLeaderDies(NatsVersion version) throws Exception {
    try (var cluster = NatsCluster.start(version)) {
      var connections = SteadyConnection.toEach(cluster);
      try {
        HoldsBucket.provision(connections.getFirst(), 3);
        Buckets.awaitKnown(Subjects.HOLDS_BUCKET, connections);
        var config = new BudgetConfig(Duration.ofHours(1), 90, 60, 0);
        var storm = Storm.of(connections, 10, config);

        assertThat(storm.of(0, 50)).containsOnly(GRANTED);
        killTheLeader(cluster, connections.getFirst());
        var survivors = connections.stream().filter(BudgetClusterIT::connected).toList();
        assertThat(survivors).hasSize(2);
        var heirs = Storm.of(survivors, 10, config);
        var answers = heirs.of(0, 200);

        assertThat(answers.subList(0, 50)).containsOnly(GRANTED);
        assertThat(answers).filteredOn(GRANTED::equals).hasSize(60);
        assertThat(answers).filteredOn(Spending.Over.class::isInstance).hasSize(140);
      } finally {
        for (var connection : connections) {
          connection.close();
        }
      }
    }
  }

  private static void killTheLeader(NatsCluster cluster, Connection connection) throws Exception {
    var copies =
        connection
            .jetStreamManagement()
            .getStreamInfo("KV_" + Subjects.HOLDS_BUCKET)
            .getClusterInfo();
    cluster.server(requireNonNull(requireNonNull(copies).getLeader())).kill();
  }

  /** Asked with a round trip: who was connected to the dead may not have noticed yet. */
  private static boolean connected(Connection connection) {
    try {
      connection.flush(Duration.ofSeconds(5));
      return connection.getStatus() == Connection.Status.CONNECTED;
    } catch (Exception _) {
      return false;
    }
  }
}
