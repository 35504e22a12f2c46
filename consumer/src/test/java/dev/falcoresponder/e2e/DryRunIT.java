package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole program with {@code dry-run: true}, and what it does once that is taken back. */
@ExtendWith(SharedServers.class)
class DryRunIT {
  private static final String NAME = "cart-0";
  private static final String ACTIONS = "falco_responder_actions_total";

  @Test
  void rehearsalIsCalledOneEverywhereAndDoesNotStandInTheWayOfTheDeed(ApiServer apiServer) {
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer)) {
      var pods = stage.cluster().pods("rehearsal");
      var pod = pods.running(NAME);
      try (var rehearsing = stage.replica().setting("dry-run", "true").start()) {
        stage.broker().publish(Alert.about(pod));

        assertThat(stage.outcomesOf(pods.namespace(), NAME))
            .extracting(ResponseOutcome::outcome)
            .containsExactly("would-act");
        assertThat(settled(rehearsing)).extracting(DryRunIT::outcome).containsExactly("would-act");
        assertThat(actions(rehearsing, "would-act")).isEqualTo(1);
        assertThat(rehearsing.metrics().sum(ACTIONS)).isEqualTo(1);
        assertThat(stage.broker().lastClaim()).contains("\"would-act\"");
      }
      assertThat(pods.alive(pod)).isTrue();
      assertThat(stage.deletions(pods.namespace(), 1))
          .extracting(asked -> asked.request().orElseThrow().get("dryRun").toString())
          .containsExactly("[\"All\"]");

      try (var acting = stage.replica().start()) {
        stage.broker().publish(Alert.about(pod));

        pods.awaitGone(NAME);
        Stage.until("the deed is counted", () -> actions(acting, "acted") == 1);
        assertThat(stage.outcomesOf(pods.namespace(), NAME))
            .extracting(ResponseOutcome::outcome)
            .containsExactly("would-act", "acted");
      }
    }
  }

  private static double actions(ResponderProcess replica, String outcome) {
    return replica.metrics().sum(ACTIONS, Map.of("outcome", outcome));
  }

  private static List<JsonObject> settled(ResponderProcess replica) {
    return replica.logLines().stream()
        .filter(line -> line.get("message").getAsString().equals("alert settled"))
        .toList();
  }

  private static String outcome(JsonObject line) {
    return line.get("outcome").getAsString();
  }
}
