package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alerts that know of their pod nothing but the container, and the node that saw it. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoughtPodIT {
  private static final String ACCOUNT = "searcher";
  private static final String KEY = "target.resolve-by-container-id";
  private static final String SUBJECT = "falco.notice.terminal_shell_in_container";
  private static final int SHORT_ID = 12;

  private final ApiServer apiServer;
  private final Stage searching;
  private final ResponderProcess searcher;

  SoughtPodIT(ApiServer apiServer) {
    this.apiServer = apiServer;
    searching = Stage.open(NatsVersion.NEWEST, apiServer);
    searcher = searcher(searching);
  }

  @AfterAll
  void close() {
    searcher.close();
    searching.close();
  }

  @Test
  void podOfTheContainerDiesAndNoOther() {
    var pods = searching.cluster().pods("sought");
    var pod = running(pods, "cart-0");
    var neighbour = running(pods, "cart-1");
    var elsewhere = pods.running("cart-2");

    searching.broker().publish(SUBJECT, alert(pods, Pods.containerId(pod)));

    pods.awaitGone("cart-0");
    assertThat(searching.outcomesOf(pods.namespace(), "cart-0"))
        .singleElement()
        .extracting(ResponseOutcome::outcome, ResponseOutcome::podUid)
        .containsExactly("acted", pod.getMetadata().getUid());
    assertThat(deletions(pods))
        .singleElement()
        .satisfies(deletion ->
            assertThat(deletion.uidPrecondition()).contains(pod.getMetadata().getUid()));
    assertThat(pods.alive(neighbour)).isTrue();
    assertThat(pods.alive(elsewhere)).isTrue();
    assertThat(resolved("found")).isEqualTo(1);
  }

  @Test
  void ofTwoPodsThatMayBeItNobodyDies() {
    var pods = searching.cluster().pods("doubt");
    var one = running(pods, "cart-0");
    var other = running(pods, "cart-1");
    var id = Pods.containerId(one);
    Containers.report(
        searching.cluster().admin(),
        pods.find("cart-1").orElseThrow(),
        id.substring(0, SHORT_ID) + "0".repeat(id.length() - SHORT_ID));

    searching.broker().publish(SUBJECT, alert(pods, id));

    Stage.until("an ambiguity", () -> resolved("ambiguous") == 1);
    searching.awaitSettled();
    assertThat(pods.alive(one)).isTrue();
    assertThat(pods.alive(other)).isTrue();
    assertThat(deletions(pods)).isEmpty();
  }

  @Test
  void withoutTheSettingTheAlertIsIgnored() {
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer);
        var replica = stage.replica().start()) {
      var pods = stage.cluster().pods("off");
      var pod = running(pods, "cart-0");

      stage.broker().publish(SUBJECT, alert(pods, Pods.containerId(pod)));

      Stage.until("an ignored alert", () -> settled(replica) == 1);
      stage.awaitSettled();
      assertThat(pods.alive(pod)).isTrue();
      assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
    }
  }

  @Test
  void withoutThePermissionTheDeadLetterSaysWhichOneToGrant() {
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer);
        var replica = stage.replica().setting(KEY, "true").start()) {
      var pods = stage.cluster().pods("forbidden");
      var pod = running(pods, "cart-0");
      var alert = alert(pods, Pods.containerId(pod));

      stage.broker().publish(SUBJECT, alert);

      Stage.until("a dead letter", () -> !stage.broker().deadLetters().isEmpty());
      var letter = stage.broker().deadLetters().getFirst();
      assertThat(letter.getData()).isEqualTo(alert);
      var headers = Objects.requireNonNull(letter.getHeaders());
      assertThat(headers.getFirst("Falco-Responder-Reason")).isEqualTo("FORBIDDEN");
      assertThat(headers.getFirst("Falco-Responder-Error"))
          .contains("may not list pods in all namespaces")
          .contains("{apiGroups: [\"\"], resources: [pods], verbs: [list]} by a ClusterRole");
      assertThat(pods.alive(pod)).isTrue();
      assertThat(replica.running()).isTrue();
    }
  }

  /** A replica that searches, under an account of the base and the component. */
  private ResponderProcess searcher(Stage stage) {
    var admin = stage.cluster().admin();
    bind(admin, Cluster.manifest("cluster-role", ClusterRole.class));
    bind(admin, component());
    return stage
        .replica()
        .kubeconfig(apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, ACCOUNT))
        .setting(KEY, "true")
        .start();
  }

  private static ClusterRole component() {
    var file =
        Repository.root()
            .resolve("manifests/components/resolve-by-container-id")
            .resolve("cluster-role.yaml");
    return Serialization.unmarshal(text(file), ClusterRole.class);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bind(KubernetesClient admin, ClusterRole role) {
    var name = role.getMetadata().getName();
    admin.resource(role).serverSideApply();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name + "-" + ACCOUNT)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject(null, "ServiceAccount", ACCOUNT, Cluster.OWN_NAMESPACE)
                .build())
        .serverSideApply();
  }

  private static Pod running(Pods pods, String name) {
    return pods.running(name, pod -> pod.editSpec().withNodeName(node(pods)).endSpec());
  }

  /** A node of its own for each test. */
  private static String node(Pods pods) {
    return pods.namespace() + ".node";
  }

  /** What Falco sends when it was asked about the container sooner than the runtime could tell. */
  private static byte[] alert(Pods pods, String containerId) {
    return """
    {"output":"A shell was spawned in a container","priority":"Notice","rule":"Terminal shell in container",
     "source":"syscall","time":"%s","hostname":"%s",
     "output_fields":{"container.id":"%s","k8s.ns.name":null,"k8s.pod.name":null}}\
    """
        .formatted(Instant.now(), node(pods), containerId.substring(0, SHORT_ID))
        .getBytes(UTF_8);
  }

  private List<AuditLog.Entry> deletions(Pods pods) {
    return apiServer.auditLog().orElseThrow().deletions(pods.namespace()).stream()
        .filter(entry -> entry.user().endsWith(":" + ACCOUNT))
        .toList();
  }

  private double resolved(String result) {
    return searcher.metrics().sum("falco_responder_pods_resolved_total", Map.of("result", result));
  }

  private static double settled(ResponderProcess replica) {
    return replica
        .metrics()
        .sum(
            "falco_responder_alerts_settled_total",
            Map.of("outcome", "ignored", "reason", "NO_POD"));
  }
}
