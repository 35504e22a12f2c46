package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponderProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void environmentReachesTheProgramAndItsLogComesBack() {
    try (var replica =
        builder().nats("nats://example:4222").kubeconfig(Path.of("/some/file")).start()) {
      await().until(() -> !replica.logLines().isEmpty());

      assertThat(replica.ready()).isTrue();
      assertThat(replica.live()).isTrue();
      assertThat(replica.output()).contains("a line that is not JSON");
      assertThat(replica.logLines())
          .singleElement()
          .satisfies(ResponderProcessTest::namesTheEnvironment);
    }
  }

  @Test
  void replicasShareNothingAndTheirMetricsAddUp() {
    try (var replicas = Responders.start(builder(), 2)) {
      assertThat(replicas.get(0).http()).isNotEqualTo(replicas.get(1).http());
      assertThat(replicas.sum("alerts_settled_total", Map.of("outcome", "acted"))).isEqualTo(4);

      replicas.get(0).kill();

      assertThat(replicas.sum("alerts_settled_total", Map.of("outcome", "acted"))).isEqualTo(2);
    }
  }

  @Test
  void signalsShowInTheExitCode() {
    try (var replica = builder().start()) {
      replica.terminate();
      assertThat(replica.exitCode(PATIENCE)).hasValue(143);

      replica.restart();
      replica.kill();
      assertThat(replica.exitCode(PATIENCE)).hasValue(137);
      assertThat(replica.running()).isFalse();
    }
  }

  @Test
  void pausedReplicaAnswersWhenResumed() {
    try (var replica = builder().start()) {
      replica.pause();
      assertThat(replica.running()).isTrue();
      assertThat(replica.ready()).isFalse();

      replica.resume();

      await().until(replica::ready);
    }
  }

  @Test
  void programThatEndsAtOnceShowsItsLastWords() {
    var failing = ResponderProcess.builder().command("sh", "-c", "echo no configuration; exit 2");

    assertThatThrownBy(failing::start)
        .hasMessageContaining("ended with 2")
        .hasMessageContaining("no configuration");
  }

  @Test
  void keysBecomeVariables() {
    assertThat(ResponderBuilder.variable("nats.ack-wait"))
        .isEqualTo("FALCO_RESPONDER_NATS_ACK_WAIT");
  }

  private static void namesTheEnvironment(JsonObject line) {
    assertThat(line.get("nats").getAsString()).isEqualTo("nats://example:4222");
    assertThat(line.get("kubeconfig").getAsString()).isEqualTo("/some/file");
  }

  private static ResponderBuilder builder() {
    return ResponderProcess.builder().command(StandInProgram.command().toArray(String[]::new));
  }
}
