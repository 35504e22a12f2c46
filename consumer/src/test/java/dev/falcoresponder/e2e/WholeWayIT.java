package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Falcosidekick;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import dev.falcoresponder.servers.WireReplay;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of an alert: Falco says it to Falcosidekick, and the pod dies, or does not. */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class WholeWayIT {
  private static final String NAME = "cart-0";
  private static final String SUBJECT = "falco.notice.terminal_shell_in_container";

  @Parameter NatsVersion broker;
  private Stage stage;
  private Falcosidekick sidekick;
  private ResponderProcess replica;

  @BeforeParameterizedClassInvocation
  void start(NatsVersion version, ApiServer apiServer) {
    stage = Stage.open(version, apiServer);
    sidekick = stage.broker().users().falcosidekick(stage.broker().server());
    replica = stage.replica().start();
  }

  @AfterParameterizedClassInvocation
  void close() {
    replica.close();
    sidekick.close();
    stage.close();
  }

  @Test
  void podDiesOnceForWhatFalcosidekickPublishes() {
    var pods = stage.cluster().pods("sidekick");
    var pod = pods.running(NAME);
    var uid = pod.getMetadata().getUid();

    sidekick.publish(said(pod).toString());

    pods.awaitGone(NAME);
    var outcome = onlyOutcome(pods.namespace(), NAME);
    assertThat(outcome.outcome()).isEqualTo("acted");
    assertThat(outcome.podUid()).isEqualTo(uid);
    assertThat(stage.deletions(pods.namespace(), 1))
        .singleElement()
        .extracting(AuditLog.Entry::status, AuditLog.Entry::uidPrecondition)
        .containsExactly(200, Optional.of(uid));

    var message = stage.broker().alert(outcome.sequence());
    assertThat(message.getSubject()).isEqualTo(SUBJECT);
    assertThat(message.getHeaders()).isNull();
    var alert =
        JsonParser.parseString(new String(Objects.requireNonNull(message.getData()), UTF_8))
            .getAsJsonObject();
    // Falcosidekick gives each alert an id of its own.
    assertThat(alert.keySet()).containsExactlyInAnyOrderElementsOf(said(pod).keySet());
    assertThat(alert.getAsJsonObject("output_fields"))
        .isEqualTo(said(pod).getAsJsonObject("output_fields"));
  }

  @Test
  void podOfAProtectedNamespaceLives() {
    var pods = Pods.in(stage.cluster().admin(), "kube-system");
    var pod = pods.running("sidekick-0");

    sidekick.publish(said(pod).toString());

    assertThat(onlyOutcome(pods.namespace(), "sidekick-0"))
        .extracting(ResponseOutcome::outcome, ResponseOutcome::reason)
        .containsExactly("refused", "PROTECTED_NAMESPACE");
    assertThat(pods.alive(pod)).isTrue();
    pods.remove("sidekick-0");
  }

  @Test
  void podLivesWhereNoRuleWantsTheAlert() {
    var pods = stage.cluster().pods("unwanted");
    var pod = pods.running(NAME);
    var before = ignored();
    var alert = said(pod);
    alert.addProperty("rule", "Read sensitive file untrusted");

    sidekick.publish(alert.toString());

    Stage.until("it is ignored", () -> ignored() == before + 1);
    stage.awaitSettled();
    assertThat(pods.alive(pod)).isTrue();
    assertThat(stage.broker().outcomes(pods.namespace(), NAME)).isEmpty();
    assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
  }

  /** What it once put on the wire, to the last byte; pods of those names run again since. */
  @ParameterizedTest
  @CsvSource({
    "01-terminal-shell, shop, cart-5c7f6d9b8-x2x9k, STARTED_AFTER_ALERT",
    "06-with-pod-uid, default, web-0, REPLACED"
  })
  void podLivesThatHasTheNameOfOneInARecordedAlert(
      String recording, String namespace, String name, String reason) {
    var pods = Pods.in(stage.cluster().admin(), namespace);
    var pod = pods.running(name);
    var replay = WireReplay.recorded(recording);

    stage.broker().users().asFalcosidekick(replay).playInto(stage.broker().server());

    var outcome = onlyOutcome(namespace, name);
    assertThat(outcome.outcome()).isEqualTo("stale");
    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(stage.broker().alert(outcome.sequence()).getSubject()).isEqualTo(replay.subject());
    assertThat(stage.broker().alert(outcome.sequence()).getData()).isEqualTo(replay.payload());
    assertThat(pods.alive(pod)).isTrue();
    pods.remove(name);
  }

  private ResponseOutcome onlyOutcome(String namespace, String pod) {
    var outcomes = stage.outcomesOf(namespace, pod);
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  private double ignored() {
    return replica
        .metrics()
        .sum(
            "falco_responder_alerts_settled_total",
            Map.of("outcome", "ignored", "reason", "NO_RULE"));
  }

  /** What Falco 0.44 said when Falcosidekick was recorded, said of another pod. */
  private static JsonObject said(Pod pod) {
    var recorded = WireReplay.recorded("06-with-pod-uid").payload();
    var alert = JsonParser.parseString(new String(recorded, UTF_8)).getAsJsonObject();
    alert.addProperty("time", Instant.now().toString());
    var fields = alert.getAsJsonObject("output_fields");
    fields.addProperty("k8s.ns.name", pod.getMetadata().getNamespace());
    fields.addProperty("k8s.pod.name", pod.getMetadata().getName());
    fields.addProperty("k8s.pod.uid", pod.getMetadata().getUid());
    fields.addProperty("container.id", Pods.containerId(pod).substring(0, 12));
    return alert;
  }
}
