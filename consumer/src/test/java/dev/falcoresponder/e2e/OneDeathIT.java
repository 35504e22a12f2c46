package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.SharedServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Falcosidekick repeats itself, and so does every rule that fires more than once for one attack.
 */
@ExtendWith(SharedServers.class)
class OneDeathIT {
  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void podDiesOnceHoweverOftenTheAlertCame(NatsVersion version, ApiServer apiServer) {
    try (var stage = Stage.open(version, apiServer);
        var replicas = Responders.start(stage.replica(), 2)) {
      var pods = stage.cluster().pods("shop");
      var pod = pods.running("cart-0");
      var uid = pod.getMetadata().getUid();
      for (int copy = 0; copy < 5; copy++) {
        stage.broker().publish(Alert.about(pod));
      }

      pods.awaitGone("cart-0");
      var outcomes = stage.outcomesOf(pods.namespace(), "cart-0");

      assertThat(outcomes).hasSize(1);
      assertThat(outcomes.getFirst().outcome()).isEqualTo("acted");
      assertThat(outcomes.getFirst().podUid()).isEqualTo(uid);
      assertThat(stage.cluster().deletions(pods.namespace()))
          .singleElement()
          .satisfies(deletion -> {
            assertThat(deletion.status()).isEqualTo(200);
            assertThat(deletion.uidPrecondition()).contains(uid);
          });
      Stage.until("four duplicates", () -> settled(replicas, "duplicate") == 4);
      assertThat(settled(replicas, "acted")).isEqualTo(1);
      assertThat(loggedOutcomes(replicas))
          .containsExactlyInAnyOrder("acted", "duplicate", "duplicate", "duplicate", "duplicate");
    }
  }

  private static double settled(Responders replicas, String outcome) {
    return replicas.sum("falco_responder_alerts_settled_total", Map.of("outcome", outcome));
  }

  private static List<String> loggedOutcomes(Responders replicas) {
    return replicas.all().stream()
        .flatMap(replica -> replica.logLines().stream())
        .filter(line -> line.get("message").getAsString().equals("alert settled"))
        .map(line -> line.get("outcome").getAsString())
        .toList();
  }
}
