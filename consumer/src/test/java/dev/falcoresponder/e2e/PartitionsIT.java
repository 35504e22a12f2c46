package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.SharedServers;
import dev.falcoresponder.servers.TcpProxy;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts that are more than one consumer takes: the broker deals them out to several streams by
 * Falco's rule, each read by a deployment of its own. Alerts about one pod are in several of them,
 * and what they share is the claims.
 */
@ExtendWith(SharedServers.class)
class PartitionsIT {
  private static final int RULES = 8;
  private static final int PODS = 60;
  private static final int ALERTS_PER_POD = 4;
  private static final int IN_HAND = 4;

  /** Nobody is done before the partitions move. */
  private static final Link SLOW = new Link.Slow(Duration.ofMillis(100));

  private final Path folder;
  private final Stage stage;
  private final TcpProxy apiServer;

  PartitionsIT(ApiServer server, @TempDir Path folder) throws IOException {
    this.folder = folder;
    dealOutTo(2);
    // The server takes every path from its own file's folder, absolute ones too.
    var upwards = "../".repeat(20);
    var nats =
        NatsServer.builder()
            .config("include \"" + upwards + mapping() + "\"")
            .files(folder)
            .start();
    stage = Stage.open(nats, server);
    apiServer = stage.cluster().proxy();
    apiServer.become(SLOW);
  }

  @AfterEach
  void close() {
    apiServer.close();
    stage.close();
  }

  @Test
  void podDiesOnceThoughItsAlertsAreInSeveralPartitionsAndThesePartitionsMove() throws IOException {
    var pods = stage.cluster().pods("herd");
    var herd = pods.running("cart", PODS);
    try (var first = partition(0);
        var second = partition(1);
        var third = partition(2)) {
      publish(herd, 0, ALERTS_PER_POD / 2);
      Stage.until("some doomed", () -> pods.countAlive() < PODS);
      assertThat(pods.countAlive()).as("alerts are in hand while they move").isPositive();
      assertThat(settled(third)).as("nothing was dealt out to it yet").isZero();
      dealOutTo(3);
      stage.broker().server().restart();
      Stage.until("the broker is there again", this::answers);
      publish(herd, ALERTS_PER_POD / 2, ALERTS_PER_POD);

      Stage.until("none left", pods::none);
      for (int partition = 0; partition < 3; partition++) {
        awaitSettled(partition);
      }
      // What was in hand when the broker went comes again.
      Deaths.of(stage, pods, herd).assertOneEachButForACrashWith(2 * IN_HAND);
      for (var deployment : List.of(first, second, third)) {
        assertThat(settled(deployment)).isPositive();
      }
    }
  }

  private Path mapping() {
    return folder.resolve("mapping.conf");
  }

  /** As in the page about capacity. */
  private void dealOutTo(int partitions) throws IOException {
    Files.writeString(
        mapping(),
        """
        mappings: {
          "falco.*.*": "falco-partition.{{partition(%d,2)}}.{{wildcard(1)}}.{{wildcard(2)}}"
        }
        """
            .formatted(partitions));
  }

  private boolean answers() {
    return stage.broker().ask(broker -> broker.getStreamInfo(stream(2))) != null;
  }

  private static String stream(int partition) {
    return "FALCO_" + partition;
  }

  private Responders partition(int partition) throws IOException {
    var rules =
        IntStream.range(0, RULES).mapToObj(PartitionsIT::rule).collect(Collectors.joining(", "));
    var file =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            - rule: Shells
              match: {rules: [%s]}
              actions: [{action: Terminate, actionner: "kubernetes:terminate"}]
            """
                .formatted(rules));
    var replica =
        stage
            .replica()
            .kubeconfig(stage.cluster().kubeconfig(apiServer))
            .setting("nats.stream", stream(partition))
            .setting("nats.subjects", "falco-partition." + partition + ".>")
            .setting("rules.files", file.toString())
            .setting("intake.max-in-hand", Integer.toString(IN_HAND))
            .setting("nats.ack-wait", "15s")
            // What could not be written down while the broker was away comes again after that.
            .setting("retry.max-delay", "5s")
            .setting("budget.cluster", "1000");
    return Responders.start(replica, 1);
  }

  private static String rule(int number) {
    return "Shell " + number;
  }

  /** Each alert of a pod is of another Falco rule, and each round begins with other rules. */
  private void publish(List<Pod> herd, int from, int to) {
    for (int round = from; round < to; round++) {
      for (int index = 0; index < herd.size(); index++) {
        var alert = Alert.about(herd.get(index)).ofRule(rule((index + 3 * round) % RULES));
        stage.broker().publish(alert);
      }
    }
  }

  private void awaitSettled(int partition) {
    Stage.until(
        stream(partition) + " settled",
        () -> {
          var consumer =
              stage
                  .broker()
                  .ask(broker -> broker.getConsumerInfo(stream(partition), Broker.CONSUMER));
          return consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0;
        });
  }

  private static double settled(Responders deployment) {
    return deployment.sum("falco_responder_alerts_settled_total", Map.of());
  }
}
