package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Scratch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An API server that cannot be used for a while, one of our own: alerts wait where they are safe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerAwayIT {
  private final ApiServer server = ApiServer.start();

  @AfterAll
  void close() {
    server.close();
  }

  /** Ways to be away. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions are constants without state
  enum Outage {
    FROZEN(ApiServer::pause, ApiServer::resume),
    KILLED(ApiServer::kill, ApiServer::restart);

    private final Consumer<ApiServer> begin;
    private final Consumer<ApiServer> end;

    Outage(Consumer<ApiServer> begin, Consumer<ApiServer> end) {
      this.begin = begin;
      this.end = end;
    }
  }

  @ParameterizedTest
  @EnumSource
  void alertsWaitInTheStreamUntilTheApiServerIsBackAndThenEachPodDiesOnce(Outage outage) {
    try (var stage = Stage.open(NatsVersion.NEWEST, server);
        var replica = impatient(stage).start()) {
      var pods = stage.cluster().pods("outage");
      var alerts =
          IntStream.range(0, 5).mapToObj(index -> Alert.about(pods.running("cart-" + index)));
      var waiting = alerts.toList();
      outage.begin.accept(server);

      stage.broker().store(waiting.getFirst());
      Stage.until("the gate closed", () -> gateOpen(replica) == 0);
      Stage.until("nobody fetches", () -> stage.broker().consumer().getNumWaiting() == 0);
      waiting.subList(1, 5).forEach(stage.broker()::store);

      assertThat(replica.readiness())
          .contains("nats: ok", "broker: ok", "api-server: API server unreachable since");
      assertThat(replica.ready()).isFalse();
      assertThat(replica.live()).isTrue();
      assertThat(stage.broker().consumer().getNumPending()).isEqualTo(4);
      outage.end.accept(server);

      for (int index = 0; index < 5; index++) {
        pods.awaitGone("cart-" + index);
      }
      stage.awaitSettled();
      assertThat(replica.ready()).isTrue();
      assertThat(gateOpen(replica)).isEqualTo(1);
      assertThat(stage.cluster().deletions(pods.namespace()))
          .extracting(AuditLog.Entry::pod)
          .containsExactlyInAnyOrder("cart-0", "cart-1", "cart-2", "cart-3", "cart-4");
      assertThat(stage.broker().outcomes())
          .hasSize(5)
          .allSatisfy(outcome -> {
            assertThat(outcome.outcome()).isEqualTo("acted");
            assertThat(outcome.attempts()).isEqualTo(1);
          });
      assertThat(stage.broker().deadLetters()).isEmpty();
      assertThat(messages(replica))
          .containsOnlyOnce(
              "API server cannot be used; taking alerts pauses",
              "API server can be used again; taking alerts goes on");
    }
  }

  @Test
  void replicaWhoseTokenIsNotKnownComesBackWithTheRotatedOne() {
    try (var scratch = Scratch.create("token");
        var stage = Stage.open(NatsVersion.NEWEST, server)) {
      var token = scratch.write("token", "this one has expired");
      try (var replica = inAPod(stage, token).start()) {
        var pods = stage.cluster().pods("token");
        stage.broker().store(Alert.about(pods.running("cart-0")));
        Stage.until("401", () -> replica.readiness().contains("does not know our account (401)"));
        assertThat(gateOpen(replica)).isZero();
        assertThat(replica.live()).isTrue();

        scratch.write("token", stage.cluster().access().token());

        pods.awaitGone("cart-0");
        assertThat(stage.outcomesOf(pods.namespace(), "cart-0"))
            .singleElement()
            .extracting(ResponseOutcome::outcome, ResponseOutcome::attempts)
            .containsExactly("acted", 1);
        assertThat(stage.broker().deadLetters()).isEmpty();
        Stage.until("ready", replica::ready);
      }
    }
  }

  private static ResponderBuilder impatient(Stage stage) {
    return stage
        .replica()
        .setting("kubernetes.request-timeout", "1s")
        .setting("kubernetes.connect-timeout", "1s");
  }

  /** As in a pod: by the variables of the service and the files of the account. */
  private ResponderBuilder inAPod(Stage stage, Path token) {
    return impatient(stage)
        .environment("KUBECONFIG", "")
        .environment("KUBERNETES_AUTH_TRYKUBECONFIG", "false")
        .environment("KUBERNETES_SERVICE_HOST", server.url().getHost())
        .environment("KUBERNETES_SERVICE_PORT", Integer.toString(server.url().getPort()))
        .environment("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString())
        .environment("KUBERNETES_CERTS_CA_FILE", server.admin().certificate().toString());
  }

  private static double gateOpen(ResponderProcess replica) {
    return replica.metrics().value("falco_responder_gate_open", Map.of()).orElseThrow();
  }

  private static List<String> messages(ResponderProcess replica) {
    return replica.logLines().stream().map(line -> line.get("message").getAsString()).toList();
  }
}
