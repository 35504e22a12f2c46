package dev.falcoresponder.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Kubelet;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the simulator and the real API server must both do. */
abstract class PodDeletionContract {
  private static final String OTHER_UID = "3e41dc6b-08a8-44db-bc2a-3724b18ab19a";

  private final KubernetesClient client;
  private final Pods pods;

  PodDeletionContract(KubernetesClient client) {
    this.client = client;
    this.pods = Pods.inFreshNamespace(client, "contract");
  }

  /** What was asked to be deleted in that namespace. */
  abstract List<AuditLog.Entry> deletions(String namespace);

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void deletionWithTheUidBeginsTheEnd() {
    var pod = pods.running("web-0");

    var answer = delete("web-0", withUid(pod).withGracePeriodSeconds(7L));

    assertThat(answer.get("kind").getAsString()).isEqualTo("Pod");
    assertThat(metadata(answer).get("uid").getAsString()).isEqualTo(uid(pod));
    assertThat(metadata(answer).get("deletionGracePeriodSeconds").getAsLong()).isEqualTo(7);
    assertThat(pods.find("web-0"))
        .hasValueSatisfying(now -> {
          assertThat(uid(now)).isEqualTo(uid(pod));
          assertThat(Instant.parse(now.getMetadata().getDeletionTimestamp()))
              .isAfter(Instant.now());
          assertThat(version(now)).isNotEqualTo(version(pod));
        });
  }

  @Test
  void deletionWithAnotherUidIsAConflictAndSparesThePod() {
    var pod = pods.running("web-0");

    assertThatThrownBy(() -> delete("web-0", withUid(OTHER_UID).withGracePeriodSeconds(0L)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> {
              assertThat(conflict.getCode()).isEqualTo(409);
              assertThat(conflict.getStatus().getReason()).isEqualTo("Conflict");
              assertThat(conflict.getStatus().getMessage())
                  .contains("the UID in the precondition (" + OTHER_UID + ")")
                  .contains("the UID in record (" + uid(pod) + ")");
            });

    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void deletionInAnotherStateIsAConflictAndSparesThePod() {
    var before = pods.running("web-0");
    client
        .resource(before)
        .edit(pod ->
            new PodBuilder(pod).editMetadata().addToLabels("keep", "me").endMetadata().build());
    var now = pods.find("web-0").orElseThrow();

    assertThatThrownBy(() -> delete("web-0", inState(before).withGracePeriodSeconds(7L)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> {
              assertThat(conflict.getCode()).isEqualTo(409);
              assertThat(conflict.getStatus().getMessage())
                  .contains("the ResourceVersion in the precondition (" + version(before) + ")")
                  .contains("the ResourceVersion in record (" + version(now) + ")");
            });
    assertThat(pods.alive(now)).isTrue();

    delete("web-0", inState(now).withGracePeriodSeconds(7L));
    assertThat(pods.alive(now)).isFalse();
  }

  @Test
  void ofBothPreconditionsTheUidIsToldFirst() {
    var pod = pods.running("web-0");
    var neither =
        withUid(OTHER_UID).editPreconditions().withResourceVersion("1").endPreconditions();

    assertThatThrownBy(() -> delete("web-0", neither.withGracePeriodSeconds(7L)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> {
              assertThat(conflict.getCode()).isEqualTo(409);
              assertThat(conflict.getStatus().getMessage())
                  .contains("the UID in record (" + uid(pod) + ")")
                  .doesNotContain("ResourceVersion");
            });
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void deletionInItsStateRemovesAtOnceAPodWithoutNode() {
    var pod = pods.pending("web-0", basis -> basis.editSpec().withNodeName(null).endSpec());

    delete("web-0", inState(pod).withGracePeriodSeconds(30L));

    assertThat(pods.find("web-0")).isEmpty();
  }

  @Test
  void deletionOfNothingIsNotFound() {
    assertThatThrownBy(() -> delete("web-9", withUid(OTHER_UID)))
        .isInstanceOfSatisfying(KubernetesClientException.class, PodDeletionContract::isNotFound);
  }

  @Test
  void dryRunInTheBodyAnswersAsTheDeletionWouldAndSparesThePod() {
    var pod = pods.running("web-0");

    var answer = delete("web-0", withUid(pod).withGracePeriodSeconds(1L).withDryRun("All"));

    assertThat(metadata(answer).get("uid").getAsString()).isEqualTo(uid(pod));
    assertThat(metadata(answer).has("deletionTimestamp")).isTrue();
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void dryRunWithAnotherUidIsAConflictToo() {
    pods.running("web-0");

    assertThatThrownBy(() -> delete("web-0", withUid(OTHER_UID).withDryRun("All")))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> assertThat(conflict.getCode()).isEqualTo(409));
  }

  @Test
  void deletingTwiceChangesNothingMore() {
    var pod = pods.running("web-0");
    var once = delete("web-0", withUid(pod).withGracePeriodSeconds(20L));

    var twice = delete("web-0", withUid(pod).withGracePeriodSeconds(20L));

    assertThat(metadata(twice).get("resourceVersion"))
        .isEqualTo(metadata(once).get("resourceVersion"));
    assertThat(metadata(twice).get("deletionTimestamp"))
        .isEqualTo(metadata(once).get("deletionTimestamp"));
  }

  @Test
  void shorterGraceHastensTheEnd() {
    var pod = pods.running("web-0");
    delete("web-0", withUid(pod).withGracePeriodSeconds(1_000L));

    var hastened = delete("web-0", withUid(pod).withGracePeriodSeconds(5L));

    assertThat(metadata(hastened).get("deletionGracePeriodSeconds").getAsLong()).isEqualTo(5);
    assertThat(Instant.parse(metadata(hastened).get("deletionTimestamp").getAsString()))
        .isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void graceIsThePodsOwnWhereNothingIsSaid() {
    var pod =
        pods.running(
            "web-0", basis -> basis.editSpec().withTerminationGracePeriodSeconds(44L).endSpec());

    var answer = delete("web-0", withUid(pod));

    assertThat(metadata(answer).get("deletionGracePeriodSeconds").getAsLong()).isEqualTo(44);
  }

  @Test
  void podWithoutNodeGoesAtOnce() {
    var pod = pods.pending("web-0", basis -> basis.editSpec().withNodeName(null).endSpec());

    delete("web-0", withUid(pod).withGracePeriodSeconds(30L));

    assertThat(pods.find("web-0")).isEmpty();
  }

  @Test
  void podStaysUntilTheKubeletConfirms() {
    var pod = pods.running("web-0");

    try (var _ = Kubelet.start(client, Duration.ofMillis(1))) {
      delete("web-0", withUid(pod).withGracePeriodSeconds(30L));
      pods.awaitGone("web-0");
    }
  }

  @Test
  void watchShowsTheEndAndThenTheRemoval() {
    var pod = pods.running("web-0");
    var seen = new CopyOnWriteArrayList<String>();

    try (var _ = client.pods().inNamespace(pods.namespace()).watch(noting(seen))) {
      delete("web-0", withUid(pod).withGracePeriodSeconds(30L));
      await().until(() -> seen.contains("MODIFIED terminating"));
      delete("web-0", withUid(pod).withGracePeriodSeconds(0L));
      await().until(() -> seen.contains("DELETED terminating"));
    }
  }

  @Test
  void recreatedPodHasTheNameAndAnotherUid() {
    var first = pods.running("web-0");

    var second = pods.recreate("web-0");

    assertThat(uid(second)).isNotEqualTo(uid(first));
    assertThat(pods.alive(second)).isTrue();
    assertThatThrownBy(() -> delete("web-0", withUid(first)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> assertThat(conflict.getCode()).isEqualTo(409));
  }

  @Test
  void runningPodShowsItsTimesAndContainers() {
    var pod = pods.report(pods.pending("web-0", UnaryOperator.identity()), Instant.now());

    assertThat(Instant.parse(pod.getMetadata().getCreationTimestamp()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(Pods.containerId(pod)).matches("[0-9a-f]{64}");
    assertThat(pods.find("web-0"))
        .hasValueSatisfying(now -> assertThat(now.getStatus()).isEqualTo(pod.getStatus()));
  }

  @Test
  void namespaceShowsItsLabels() {
    var protect = Map.of("falco-responder.dev/protect", "true");
    var labelled = Pods.in(client, pods.namespace() + "-labelled", protect);
    Pods.in(client, labelled.namespace(), Map.of("falco-responder.dev/protect", "false"));

    assertThat(namespace(labelled.namespace()).getAsJsonObject("labels"))
        .satisfies(labels ->
            assertThat(labels.get("falco-responder.dev/protect").getAsString()).isEqualTo("false"));
    assertThat(namespace("kube-system").get("name").getAsString()).isEqualTo("kube-system");
    assertThatThrownBy(() -> client.raw("/api/v1/namespaces/no-such", "GET", null))
        .isInstanceOfSatisfying(KubernetesClientException.class, PodDeletionContract::isNotFound);
  }

  @Test
  void podOfNobodyIsNotFound() {
    assertThatThrownBy(() -> client.raw(path("web-9"), "GET", null))
        .isInstanceOfSatisfying(KubernetesClientException.class, PodDeletionContract::isNotFound);
  }

  @Test
  void healthAndVersionAreAnswered() {
    assertThat(client.raw("/readyz")).isEqualTo("ok");
    assertThat(client.raw("/version")).contains("gitVersion");
  }

  @Test
  void everyDeletionIsWrittenDownWithUserUidAndAnswer() {
    var pod = pods.running("web-0");
    assertThatThrownBy(() -> delete("web-0", withUid(OTHER_UID)))
        .isInstanceOf(KubernetesClientException.class);
    delete("web-0", withUid(pod));

    await().until(() -> deletions(pods.namespace()).size() == 2);
    assertThat(deletions(pods.namespace()))
        .extracting(AuditLog.Entry::pod, AuditLog.Entry::status, AuditLog.Entry::uidPrecondition)
        .containsExactly(
            tuple("web-0", 409, Optional.of(OTHER_UID)),
            tuple("web-0", 200, Optional.of(uid(pod))));
  }

  private static Watcher<Pod> noting(List<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        seen.add(action + (Pods.terminating(pod) ? " terminating" : ""));
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private static void isNotFound(KubernetesClientException refusal) {
    assertThat(refusal.getCode()).isEqualTo(404);
    assertThat(refusal.getStatus().getReason()).isEqualTo("NotFound");
  }

  private JsonObject delete(String name, DeleteOptionsBuilder options) {
    return JsonParser.parseString(client.raw(path(name), "DELETE", options.build()))
        .getAsJsonObject();
  }

  private JsonObject namespace(String name) {
    return metadata(
        JsonParser.parseString(client.raw("/api/v1/namespaces/" + name)).getAsJsonObject());
  }

  private String path(String name) {
    return "/api/v1/namespaces/" + pods.namespace() + "/pods/" + name;
  }

  private static DeleteOptionsBuilder withUid(Pod pod) {
    return withUid(uid(pod));
  }

  private static DeleteOptionsBuilder inState(Pod pod) {
    return withUid(pod).editPreconditions().withResourceVersion(version(pod)).endPreconditions();
  }

  private static DeleteOptionsBuilder withUid(String uid) {
    return new DeleteOptionsBuilder().withNewPreconditions().withUid(uid).endPreconditions();
  }

  private static JsonObject metadata(JsonObject object) {
    return object.getAsJsonObject("metadata");
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private static String version(Pod pod) {
    return pod.getMetadata().getResourceVersion();
  }
}
