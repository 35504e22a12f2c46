package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods that must live, whatever an alert says. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalIT {
  private final Stage stage;
  private final ResponderProcess replica;

  RefusalIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    replica = stage.replica().start();
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
  }

  @Test
  void podOfTheSystemLives() {
    var pods = Pods.in(stage.cluster().admin(), "kube-system");

    assertRefused(pods, pods.running("refused-0"), "PROTECTED_NAMESPACE");
  }

  @Test
  void podOfTheProgramsOwnNamespaceLives() {
    var pods = Pods.in(stage.cluster().admin(), Cluster.OWN_NAMESPACE);

    assertRefused(pods, pods.running("refused-0", RefusalIT::restricted), "PROTECTED_NAMESPACE");
  }

  @Test
  void podOfALabelledNamespaceLives() {
    var pods = stage.cluster().pods("label", Map.of("falco-responder.dev/protect", "true"));

    assertRefused(pods, pods.running("refused-0"), "PROTECTED_LABEL");
  }

  @Test
  void mirrorOfAStaticPodLives() {
    var pods = stage.cluster().pods("mirror");
    var mirror =
        pods.running(
            "refused-0",
            pod ->
                pod.editMetadata()
                    .addToAnnotations("kubernetes.io/config.mirror", "7a")
                    .endMetadata());

    assertRefused(pods, mirror, "MIRROR_POD");
  }

  private void assertRefused(Pods pods, Pod pod, String reason) {
    var before = refused(reason);

    stage.broker().publish(Alert.about(pod));

    var outcomes = stage.outcomesOf(pods.namespace(), pod.getMetadata().getName());
    assertThat(outcomes)
        .singleElement()
        .extracting(ResponseOutcome::outcome, ResponseOutcome::reason)
        .containsExactly("refused", reason);
    assertThat(outcomes.getFirst().detail()).isNotBlank();
    Stage.until("the refusal is counted", () -> refused(reason) == before + 1);
    assertThat(pods.alive(pod)).isTrue();
    assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
    pods.remove(pod.getMetadata().getName());
  }

  private double refused(String reason) {
    return replica
        .metrics()
        .sum(
            "falco_responder_alerts_settled_total", Map.of("outcome", "refused", "reason", reason));
  }

  /** What Pod Security asks of the pods there. */
  private static PodBuilder restricted(PodBuilder pod) {
    return pod.editSpec()
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .editFirstContainer()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .endContainer()
        .endSpec();
  }
}
