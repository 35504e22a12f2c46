package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.FreePorts;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody reads who starts the program for the first time. */
@ExtendWith(SharedServers.class)
class FirstLinesIT {
  private final Stage stage;

  FirstLinesIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void startOnServersThatAreThereWarnsOfNothing() {
    try (var replica = stage.replica().start()) {
      assertThat(replica.logged("Alerts are read by JetStream")).isPresent();
      assertThat(warnings(replica)).isEmpty();
      assertThat(replica.metrics().sum("falco_responder_fetch_errors_total")).isZero();
    }
  }

  @Test
  void brokerThatIsAwayIsOneWarningThatNamesIt() {
    var url = "nats://127.0.0.1:" + FreePorts.next();
    try (var replica = stage.replica().nats(url).launch()) {
      Stage.until("a warning", () -> !warnings(replica).isEmpty());
      replica.stop();

      assertThat(warnings(replica))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.get("message").getAsString())
                .isEqualTo("Cannot connect to NATS, will keep trying");
            assertThat(line.get("servers").getAsString()).isEqualTo(url);
            assertThat(line.get("error").getAsString()).isEqualTo("Connection refused");
          });
    }
  }

  @Test
  void clusterThatNobodyNamedIsOneWarningThatSaysHow() {
    var nowhere =
        stage
            .replica()
            .environment("KUBECONFIG", "")
            .environment("KUBERNETES_AUTH_TRYKUBECONFIG", "false")
            .environment("KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false");
    try (var replica = nowhere.start()) {
      assertThat(warnings(replica))
          .extracting(line -> line.get("message").getAsString())
          .containsExactly(
              "No login to a cluster was found; set KUBECONFIG, or run in a pod with an account");
    }
  }

  private static List<JsonObject> warnings(ResponderProcess replica) {
    return replica.logLines().stream()
        .filter(line -> List.of("WARN", "ERROR").contains(line.get("level").getAsString()))
        .toList();
  }
}
