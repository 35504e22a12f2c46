package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.EventSink.Creation;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under an account that may create Events and nothing else. */
@ExtendWith(SharedServers.class)
class Fabric8EventSinkIT {
  private static final Creation CREATED = new Creation.Created();

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;

  Fabric8EventSinkIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "events");
    this.connection = Accounts.connect(server, "herald", List.of(Permission.CREATE_EVENTS));
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Test
  void eventIsThereWithAllThatWasTold() {
    assertThat(create(Events.about(pods.namespace(), Optional.of(Bodies.UID)))).isEqualTo(CREATED);

    var event = stored("cart-0.falco-0123456789abcdef");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("FalcoResponseTerminated");
    assertThat(event.getAction()).isEqualTo("Terminate");
    assertThat(event.getNote()).isEqualTo("Terminated because Falco saw a shell");
    assertThat(event.getEventTime().getTime()).isEqualTo("2026-08-03T12:00:03.123456Z");
    assertThat(event.getReportingController()).isEqualTo("falco-responder.dev/responder");
    assertThat(event.getReportingInstance()).isEqualTo("responder-0");
    assertThat(event.getSeries()).isNull();
    var regarding = event.getRegarding();
    assertThat(regarding.getApiVersion()).isEqualTo("v1");
    assertThat(regarding.getKind()).isEqualTo("Pod");
    assertThat(regarding.getNamespace()).isEqualTo(pods.namespace());
    assertThat(regarding.getName()).isEqualTo("cart-0");
    assertThat(regarding.getUid()).isEqualTo(Bodies.UID);
    assertThat(event.getRelated()).isNull();
  }

  @Test
  void seriesAndRelatedObjectAreKept() {
    var event = Events.series(Events.about(pods.namespace(), Optional.of(Bodies.UID)), 17);

    assertThat(create(event)).isEqualTo(CREATED);

    var stored = stored(event.name());
    assertThat(stored.getType()).isEqualTo("Normal");
    assertThat(stored.getSeries().getCount()).isEqualTo(17);
    assertThat(stored.getSeries().getLastObservedTime().getTime())
        .isEqualTo("2026-08-03T12:01:03.123456Z");
    assertThat(stored.getRelated().getUid()).isEqualTo(Bodies.UID);
  }

  @Test
  void podWithoutAUidAndWithoutExistingIsGoodEnough() {
    assertThat(create(Events.about(pods.namespace(), Optional.empty()))).isEqualTo(CREATED);
    assertThat(stored("cart-0.falco-0123456789abcdef").getRegarding().getUid()).isNull();
  }

  @Test
  void eventThatIsThereAlreadyIsNoFailure() {
    var event = Events.about(pods.namespace(), Optional.of(Bodies.UID));
    create(event);

    assertThat(create(Events.noted(event, event.name(), "another")))
        .isEqualTo(new Creation.AlreadyThere());
    assertThat(stored(event.name()).getNote()).isEqualTo(event.note());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "🐱"})
  void longestNoteIsCountedInBytes(String piece) {
    var event = Events.about(pods.namespace(), Optional.of(Bodies.UID));
    var bytes = piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    var longest = piece.repeat(KubernetesEvent.NOTE_BYTES / bytes);

    assertThat(create(Events.noted(event, "fits", longest))).isEqualTo(CREATED);
    assertThat(stored("fits").getNote()).isEqualTo(longest);
    assertInvalid(create(Events.noted(event, "does-not", longest + "x")));
  }

  @Test
  void longestNameAndWordsFit() {
    var event = Events.about(pods.namespace(), Optional.of(Bodies.UID));

    assertThat(create(Events.noted(event, "n".repeat(253), "note"))).isEqualTo(CREATED);
    assertThat(create(Events.worded(event, KubernetesEvent.WORD_LENGTH))).isEqualTo(CREATED);
    assertInvalid(
        create(Events.worded(Events.noted(event, "other", ""), KubernetesEvent.WORD_LENGTH + 1)));
  }

  @Test
  void missingPermissionIsNamedAsTheRuleToAdd() {
    try (var stranger = Accounts.connect(server, "mute", List.of())) {
      var answer =
          stranger.events().create(Events.about(pods.namespace(), Optional.of(Bodies.UID)));

      assertThat(failure(answer))
          .isInstanceOf(ClusterFailure.Forbidden.class)
          .satisfies(failure ->
              assertThat(failure.detail())
                  .contains("may not create events in namespace " + pods.namespace())
                  .contains(
                      "{apiGroups: [\"events.k8s.io\"], resources: [events], verbs: [create]}"));
      assertThat(stranger.gate().probes()).isZero();
    }
  }

  @Test
  void namespaceThatIsNotThereOrOnItsWayOutIsNoMissingPermission() {
    assertThat(failure(create(Events.about("no-such-namespace", Optional.empty()))))
        .isInstanceOf(ClusterFailure.Busy.class);

    pods.running(
        "holds-it", pod -> pod.editMetadata().addToFinalizers("example.org/hold").endMetadata());
    admin.namespaces().withName(pods.namespace()).delete();
    var dying = Events.about(pods.namespace(), Optional.empty());
    await().until(() -> create(dying) instanceof Creation.Failed);

    assertThat(failure(create(Events.noted(dying, "another", "note"))))
        .isInstanceOf(ClusterFailure.Denied.class);
  }

  private Creation create(KubernetesEvent event) {
    return connection.events().create(event);
  }

  private Event stored(String name) {
    return Objects.requireNonNull(
        admin.events().v1().events().inNamespace(pods.namespace()).withName(name).get());
  }

  private static void assertInvalid(Creation answer) {
    assertThat(failure(answer)).isInstanceOf(ClusterFailure.Invalid.class);
  }

  private static ClusterFailure failure(Creation answer) {
    return ((Creation.Failed) answer).failure();
  }
}
