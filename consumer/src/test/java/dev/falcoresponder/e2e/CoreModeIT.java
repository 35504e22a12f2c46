package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker without JetStream, as OpenFaaS Community Edition brings along: at most once. */
@NotHardened("its broker has no JetStream, and so no accounts for it")
@ParameterizedClass
@EnumSource(NatsVersion.class)
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class CoreModeIT {
  private static final String NAME = "cart-0";
  private static final String SETTLED = "falco_responder_alerts_settled_total";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameter NatsVersion version;
  private Stage stage;
  private ResponderProcess replica;

  @BeforeParameterizedClassInvocation
  void start(NatsVersion broker, ApiServer apiServer) {
    stage = Stage.open(NatsServer.builder().version(broker).jetStream(false).start(), apiServer);
    replica = stage.replica().start();
  }

  @AfterParameterizedClassInvocation
  void close() {
    replica.close();
    stage.close();
  }

  @Test
  void modeIsFoundOutAndWhatItCannotPromiseIsSaidInOneLine() {
    assertThat(replica.ready()).isTrue();
    assertThat(replica.live()).isTrue();
    assertThat(replica.metrics().sum("falco_responder_jetstream_missing", Map.of())).isEqualTo(1);
    assertThat(replica.logLines())
        .filteredOn(line -> message(line).startsWith("Alerts are read by"))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.get("level").getAsString()).isEqualTo("WARN");
          assertThat(line.get("reason").getAsString()).isEqualTo("the broker has no JetStream");
          assertThat(message(line))
              .isEqualTo(
                  "Alerts are read by core NATS: what is published while no replica listens is lost,"
                      + " and so is what a replica holds when it dies");
        });
  }

  @Test
  void podDiesOnceAndOneProcessKnowsTheDuplicates() throws InterruptedException {
    var pods = stage.cluster().pods("core");
    var pod = pods.running(NAME);
    var before = settled(replica, "duplicate");
    var outcomes = stage.broker().connection().subscribe(Subjects.OUTCOMES);
    for (int copy = 0; copy < 5; copy++) {
      stage.broker().publish(Alert.about(pod));
    }

    pods.awaitGone(NAME);

    var outcome = Broker.outcome(Objects.requireNonNull(outcomes.nextMessage(PATIENCE)).getData());
    assertThat(outcome.outcome()).isEqualTo("acted");
    assertThat(outcome.podUid()).isEqualTo(pod.getMetadata().getUid());
    Stage.until("four duplicates", () -> settled(replica, "duplicate") == before + 4);
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(1);
  }

  @Test
  void whatFailsIsTriedAgainInTheProcess() {
    var pods = stage.cluster().pods("core-retry");
    var pod = pods.running(NAME);
    var before = settled(replica, "retry");
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      stage.broker().publish(Alert.about(pod));
      Stage.until("a retry", () -> settled(replica, "retry") > before);
    }

    pods.awaitGone(NAME);
  }

  @Test
  void deadLetterIsInTheLogByteForByte() {
    // Longer than any text in a line may be.
    var garbage = ("{\"rule\": \0\u00ff\u0080" + "x".repeat(3_000)).getBytes(ISO_8859_1);

    stage.broker().publish("falco.notice.garbage", garbage);

    Stage.until("a dead letter", () -> !logged("dead letter").isEmpty());
    assertThat(logged("dead letter"))
        .singleElement()
        .satisfies(line -> {
          var payload = line.get("payloadBase64").getAsString();
          assertThat(Base64.getDecoder().decode(payload)).isEqualTo(garbage);
          assertThat(line.get("Falco-Responder-Reason").getAsString()).isEqualTo("MALFORMED");
          assertThat(line.get("Falco-Responder-Subject").getAsString())
              .isEqualTo("falco.notice.garbage");
        });
  }

  @Test
  void twoReplicasShareTheAlertsAndEachPodDiesOnce() {
    var pods = stage.cluster().pods("core-shared");
    try (var other = stage.replica().start()) {
      var names = IntStream.range(0, 12).mapToObj(index -> "cart-" + index).toList();
      for (var name : names) {
        stage.broker().publish(Alert.about(pods.running(name)));
      }

      names.forEach(pods::awaitGone);

      assertThat(stage.cluster().deletions(pods.namespace()))
          .extracting(AuditLog.Entry::pod)
          .containsExactlyInAnyOrderElementsOf(names);
      assertThat(acted(replica, pods.namespace())).isNotEmpty();
      assertThat(acted(other, pods.namespace())).isNotEmpty();
    }
  }

  @Test
  void whoInsistsOnJetStreamIsToldWhatToDo() {
    try (var insisting = stage.replica().setting("nats.mode", "jetstream").launch()) {
      Stage.until("an answer", () -> insisting.readiness().contains("JetStream"));
      assertThat(insisting.readiness())
          .contains(
              "broker: the broker has no JetStream, and nats.mode is jetstream; turn JetStream on"
                  + " in the broker's configuration, or set nats.mode to auto or core");
      assertThat(insisting.ready()).isFalse();
      assertThat(insisting.live()).isTrue();
    }
  }

  private List<String> acted(ResponderProcess process, String namespace) {
    return process.logLines().stream()
        .filter(line ->
            message(line).equals("alert settled")
                && line.has("namespace")
                && line.get("namespace").getAsString().equals(namespace)
                && line.get("outcome").getAsString().equals("acted"))
        .map(line -> line.get("pod").getAsString())
        .toList();
  }

  private List<JsonObject> logged(String message) {
    return replica.logLines().stream().filter(line -> message(line).equals(message)).toList();
  }

  private static String message(JsonObject line) {
    return line.get("message").getAsString();
  }

  private static double settled(ResponderProcess process, String outcome) {
    return process.metrics().sum(SETTLED, Map.of("outcome", outcome));
  }
}
