package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.SharedServers;
import dev.falcoresponder.servers.TcpProxy;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas come and go while there is much to do. */
@ExtendWith(SharedServers.class)
class ScalingIT {
  private static final int ALERTS_PER_POD = 3;

  /** So few that a replica which dies leaves most of the work to the others. */
  private static final int IN_HAND = 8;

  private static final Link SLOW = new Link.Slow(Duration.ofMillis(50));

  /** No replica gets far while a test takes a look, however busy the machine. */
  private static final Link VERY_SLOW = new Link.Slow(Duration.ofMillis(300));

  /** Enough for so few alerts on a busy machine. */
  private static final Duration SHORT_ACK_WAIT = Duration.ofSeconds(8);

  private final Stage stage;
  private final TcpProxy apiServer;

  ScalingIT(ApiServer server) {
    stage = Stage.open(NatsVersion.NEWEST, server);
    apiServer = stage.cluster().proxy();
    apiServer.become(SLOW);
  }

  @AfterEach
  void close() {
    apiServer.close();
    stage.close();
  }

  @Test
  void everyPodDiesOnceThoughAReplicaIsKilledHalfWayAndAnotherComes() {
    var pods = stage.cluster().pods("herd");
    var herd = pods.running("cart", 300);
    var first = herd.subList(0, 200);
    var second = herd.subList(200, herd.size());
    try (var replicas = Responders.start(replica(), 3)) {
      apiServer.become(VERY_SLOW);
      publish(first);
      Stage.until("some doomed", () -> pods.countAlive() <= herd.size() - 3 * IN_HAND);
      // Some requests of the one that dies now are done and not answered, or still on their way.
      apiServer.become(new Link.BlackHole());
      assertThat(pods.countAlive())
          .as("more than is not published yet")
          .isGreaterThan(second.size());
      replicas.get(0).kill();
      apiServer.become(SLOW);
      replicas.add(1);
      publish(second);

      Stage.until("nothing but what the dead one had in hand", () -> othersIdle(replicas));
      assertThat(stage.broker().consumer().getNumAckPending()).isBetween(1L, (long) IN_HAND);
      stage.broker().ackWait(SHORT_ACK_WAIT);
      Stage.until("none left", pods::none);
      stage.awaitSettled();

      Deaths.of(stage, pods, herd).assertOneEachButForACrashWith(IN_HAND);
      assertThat(replicas.all().stream().filter(ResponderProcess::running))
          .hasSize(3)
          .allSatisfy(replica -> assertThat(acted(replica)).isPositive());
    }
  }

  @Test
  void replicaThatIsToldToGoLeavesNothingToARedelivery() {
    var pods = stage.cluster().pods("herd");
    var herd = pods.running("cart", 100);
    try (var replicas = Responders.start(replica(), 2)) {
      publish(herd);
      Stage.until("some doomed", () -> pods.countAlive() <= herd.size() * 3 / 4);
      var leaver = replicas.get(0);
      leaver.terminate();

      assertThat(leaver.exitCode(Stage.PATIENCE)).hasValue(0);
      // The broker waits longer than this for who has an alert in hand.
      Stage.until("none left", pods::none);
      stage.awaitSettled();

      Deaths.of(stage, pods, herd).assertOneEach();
      assertThat(replicas.get(1).metrics().sum("falco_responder_redeliveries_total")).isZero();
      assertThat(acted(replicas.get(1))).isPositive().isLessThan(herd.size());
    }
  }

  private boolean othersIdle(Responders replicas) {
    var now = stage.broker().consumer();
    return replicas.sum("falco_responder_in_hand", Map.of()) == 0
        && now.getNumPending() == 0
        && now.getNumAckPending() <= IN_HAND;
  }

  private ResponderBuilder replica() {
    return stage
        .patient()
        .kubeconfig(stage.cluster().kubeconfig(apiServer))
        .setting("intake.max-in-hand", Integer.toString(IN_HAND))
        .setting("budget.cluster", "1000");
  }

  /** The alerts of one attack come one after the other, and attacks side by side. */
  private void publish(List<Pod> suspects) {
    for (int round = 0; round < ALERTS_PER_POD; round++) {
      suspects.forEach(pod -> stage.broker().publish(Alert.about(pod)));
    }
  }

  private static double acted(ResponderProcess replica) {
    return replica
        .metrics()
        .sum("falco_responder_alerts_settled_total", Map.of("outcome", "acted"));
  }
}
