package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.manifests.Component;
import dev.falcoresponder.manifests.Kubectl;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What whoever owns a pod sees with {@code kubectl}, under an account with the permissions of
 * {@code manifests/components/kubernetes-events}; on an API server of its own, since these are the
 * same account's as in the base.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesEventsIT {
  private static final Path RULES =
      Repository.root().resolve("consumer/src/test/resources/e2e/events.yaml");
  private static final String CONTROLLER = "falco-responder.dev/responder";
  private static final String PROTECT = "falco-responder.dev/protect";
  private static final String STREAM = "it has a stream of its own, which is no user's there";
  private static final int STORM = 2_000;

  private final ApiServer apiServer = ApiServer.start();
  private final Stage stage = Stage.open(NatsVersion.NEWEST, apiServer);
  private final Kubectl kubectl;
  private final ResponderProcess replica;

  KubernetesEventsIT(@TempDir Path folder) {
    kubectl = Kubectl.of(apiServer, folder);
    see("apply", "--server-side", "-k", Component.EVENTS.overlay().toString());
    replica = replica().start();
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
    apiServer.close();
  }

  @Test
  void terminationIsSeenOnThePodAndOnItsReplicaSet() {
    var pods = stage.cluster().pods("acted");
    var owner = replicaSet(pods.namespace());
    var pod = pods.running("web-x2x9k", it -> ownedBy(it, owner));

    stage.broker().publish(Alert.about(pod));
    pods.awaitGone("web-x2x9k");
    awaitEvents(pods.namespace(), 2);

    var note =
        "Terminated because Falco saw \"Terminal shell in container\" and response rule \"Kill"
            + " shells\" asks for it: deleted pod "
            + pods.namespace()
            + "/web-x2x9k (uid "
            + pod.getMetadata().getUid()
            + ") with a grace of 1 s";
    assertThat(see("events", "-n", pods.namespace(), "--for", "pod/web-x2x9k"))
        .containsPattern("Warning +FalcoResponseTerminated +Pod/web-x2x9k +" + quoted(note));
    assertThat(see("describe", "replicaset", "web", "-n", pods.namespace()))
        .containsPattern(
            "Warning +FalcoResponseTerminated +\\S+ +falco-responder.dev/responder +"
                + quoted("Pod web-x2x9k: " + note));
    assertThat(events(pods.namespace()))
        .allSatisfy(event -> {
          assertThat(event.getAction()).isEqualTo("Terminate");
          assertThat(event.getReportingInstance()).isEqualTo("herald-0");
        });
  }

  @Test
  void refusalIsSeenOnThePodThatLives() {
    var pods = stage.cluster().pods("refused", Map.of(PROTECT, "true"));
    var pod = pods.running("cart-0");

    stage.broker().publish(Alert.about(pod));
    awaitEvents(pods.namespace(), 1);

    assertThat(see("describe", "pod", "cart-0", "-n", pods.namespace()))
        .containsPattern(
            "Warning +FalcoResponseRefused +\\S+ +falco-responder.dev/responder +Not terminated,"
                + " though Falco saw .*\\(PROTECTED_LABEL\\)");
    assertThat(pods.alive(pod)).isTrue();
  }

  /** kubectl knows such a pod by the kubelet's uid for it. */
  @Test
  void refusalIsSeenOnTheMirrorOfAStaticPod() {
    var pods = stage.cluster().pods("mirror");
    var mirror =
        pods.running(
            "static-node-1",
            it ->
                it.editMetadata()
                    .addToAnnotations("kubernetes.io/config.mirror", "0123456789abcdef")
                    .endMetadata());

    stage.broker().publish(Alert.about(mirror));
    awaitEvents(pods.namespace(), 1);

    assertThat(see("describe", "pod", "static-node-1", "-n", pods.namespace()))
        .containsPattern("FalcoResponseRefused .*\\(MIRROR_POD\\)");
  }

  @Test
  void dryRunIsSeenAsOne() {
    var pods = stage.cluster().pods("dry");
    var pod = pods.running("cart-0");

    stage.broker().publish(Alert.about(pod).ofRule("Read sensitive file untrusted"));
    awaitEvents(pods.namespace(), 1);

    assertThat(see("describe", "pod", "cart-0", "-n", pods.namespace()))
        .containsPattern(
            "Normal +FalcoResponseDryRun +\\S+ +falco-responder.dev/responder +Dry run, nothing was"
                + " done. Would be terminated because");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void podThatIsNotTheOneInTheAlertIsToldWhyNothingWasDone() {
    var pods = stage.cluster().pods("stale");
    var before = pods.running("cart-0");
    var after = pods.recreate("cart-0");

    stage.broker().publish(Alert.about(before));
    awaitEvents(pods.namespace(), 1);

    assertThat(see("events", "-n", pods.namespace(), "--for", "pod/cart-0"))
        .containsPattern(
            "Normal +FalcoResponseStale +Pod/cart-0 .*not provably the one in the alert"
                + " \\(REPLACED\\)");
    assertThat(pods.alive(after)).isTrue();
  }

  @Test
  void longestNamesAndAnyCharactersAreTold() {
    var pods = stage.cluster().pods("long");
    var name = "a" + "-0".repeat(126);
    var pod = pods.running(name);

    stage.broker().publish(Alert.about(pod).ofRule("Größe 猫 🐱"));
    pods.awaitGone(name);
    awaitEvents(pods.namespace(), 1);

    var event = events(pods.namespace()).getFirst();
    assertThat(name).hasSize(253);
    assertThat(event.getMetadata().getName()).startsWith("a-0-0-0").hasSizeLessThanOrEqualTo(253);
    assertThat(event.getRegarding().getName()).isEqualTo(name);
    assertThat(event.getNote()).startsWith("Terminated because Falco saw \"Größe 猫 🐱\" and");
  }

  @Test
  void repetitionsAreToldAsOneWhenTheReplicaStops() {
    var pods = stage.cluster().pods("again", Map.of(PROTECT, "true"));
    var pod = pods.running("cart-0");
    for (var i = 0; i < 4; i++) {
      stage.broker().publish(Alert.about(pod));
      stage.awaitSettled();
    }
    awaitEvents(pods.namespace(), 1);

    replica.stop();
    replica.restart();

    assertThat(events(pods.namespace())).hasSize(2);
    assertThat(see("describe", "pod", "cart-0", "-n", pods.namespace()))
        .containsPattern(
            "FalcoResponseRefused +\\S+ \\(x3 over \\S+\\) .*3 times from .*the last: Not");
  }

  /** Without the permission: the pod dies all the same, and somebody is told, once. */
  @NotHardened(STREAM)
  @Test
  void missingPermissionIsSaidOnceAndKeepsNothingFromDying() {
    bindToBase("mute");
    var login = apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, "mute");
    try (var mute = apart("mute").kubeconfig(login).start()) {
      var pods = stage.cluster().pods("mute");
      for (var name : List.of("cart-0", "cart-1", "cart-2")) {
        var pod = pods.running(name);
        stage.broker().publish("mute.alert", Alert.about(pod).payload());
        pods.awaitGone(name);
      }
      // One that has failed is tried again.
      Stage.until("all Events have failed", () -> told(mute, "failed") >= 3);

      assertThat(mute.logLines())
          .filteredOn(line -> line.get("logger").getAsString().endsWith(".EventPoster"))
          .filteredOn(line -> "WARN".equals(line.get("level").getAsString()))
          .singleElement()
          .satisfies(line ->
              assertThat(line.get("error").getAsString())
                  .contains(
                      "{apiGroups: [\"events.k8s.io\"], resources: [events], verbs: [create]}"));
      assertThat(mute.ready()).isTrue();
      assertThat(mute.metrics().sum("falco_responder_gate_open")).isEqualTo(1);
      assertThat(events(pods.namespace())).isEmpty();
    }
  }

  @NotHardened(STREAM)
  @Test
  void stormOfRefusalsIsAnsweredWholeAndToldInPart() {
    var pods = stage.cluster().pods("storm");
    try (var stormed = apart("storm").start()) {
      var began = System.nanoTime();
      for (var i = 1; i <= STORM; i++) {
        var alert = Alert.naming(pods.namespace(), "pod-" + i);
        stage.broker().connection().publish("storm.alert", alert.payload());
        if (i % 1_000 == 0) {
          var published = i;
          stage.broker().flush();
          Stage.until("every alert is refused", () -> refused(stormed) == published);
        }
      }
      var took = Duration.ofNanos(System.nanoTime() - began);
      Stage.until(
          "every Event is told or dropped",
          () -> told(stormed, "created") + told(stormed, "dropped") == STORM);

      // The burst, and then five a second.
      assertThat(events(pods.namespace()).size())
          .isEqualTo((int) told(stormed, "created"))
          .isBetween(25, 25 + 1 + (int) (took.toMillis() / 200));
      assertThat(stormed.metrics().sum("falco_responder_defects_total")).isZero();
    }
  }

  private ResponderBuilder replica() {
    return stage
        .replica()
        .setting("kubernetes.events", "true")
        .setting("rules.files", RULES.toString())
        .setting("replica.name", "herald-0");
  }

  /** A replica with a stream of its own, whose subjects begin with that word. */
  private ResponderBuilder apart(String word) {
    return replica().setting("nats.stream", word).setting("nats.subjects", word + ".>");
  }

  private static double refused(ResponderProcess replica) {
    return replica
        .metrics()
        .sum("falco_responder_alerts_settled_total", Map.of("outcome", "refused"));
  }

  private static double told(ResponderProcess replica, String result) {
    return replica
        .metrics()
        .sum("falco_responder_kubernetes_events_total", Map.of("result", result));
  }

  private List<Event> events(String namespace) {
    return stage
        .cluster()
        .admin()
        .events()
        .v1()
        .events()
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .filter(event -> CONTROLLER.equals(event.getReportingController()))
        .toList();
  }

  private void awaitEvents(String namespace, int count) {
    Stage.until(count + " Events", () -> events(namespace).size() == count);
  }

  /** What kubectl shows. */
  private String see(String... arguments) {
    var answer = kubectl.run("", arguments);
    assertThat(answer.exit()).as(answer.output()).isZero();
    return answer.output();
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private ReplicaSet replicaSet(String namespace) {
    return stage
        .cluster()
        .admin()
        .resource(
            new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.example/main:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private static PodBuilder ownedBy(PodBuilder pod, ReplicaSet owner) {
    return pod.editMetadata()
        .addNewOwnerReference()
        .withApiVersion("apps/v1")
        .withKind("ReplicaSet")
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata();
  }

  private void bindToBase(String account) {
    stage
        .cluster()
        .admin()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "falco-responder")
                .addNewSubject(null, "ServiceAccount", account, Cluster.OWN_NAMESPACE)
                .build())
        .serverSideApply();
  }
}
