package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM, as every rolling update sends it. */
@ExtendWith(SharedServers.class)
class ShutdownIT {
  /** Beyond what any test waits for. */
  private static final String FOREVER = "10m";

  private static final int IN_HAND = 3;

  private final Stage stage;
  private final Links links;

  ShutdownIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    links = Links.of(stage);
  }

  @AfterEach
  void close() {
    links.close();
    stage.close();
  }

  @Test
  void idleReplicaEndsAtOnce() {
    try (var replica = with(FOREVER, links.replica()).start()) {
      replica.terminate();

      assertEnds(replica, 0);
    }
  }

  @Test
  void replicaWithoutGraceHasNothingToGiveBackWhereNothingIsInHand() {
    try (var replica = with("0s", links.replica()).start()) {
      Stage.until("it asks", () -> stage.broker().consumer().getNumWaiting() > 0);

      replica.terminate();

      assertEnds(replica, 0);
    }
  }

  @Test
  void replicaThatNeverFoundItsBrokerEnds() {
    links.nats().become(new Link.Reset());
    try (var replica = with(FOREVER, links.replica()).launch()) {
      Stage.until("alive", replica::live);

      replica.terminate();

      assertEnds(replica, 0);
    }
  }

  @Test
  void alertsInHandAreFinishedFirst() {
    var pods = stage.cluster().pods("drain");
    var suspects = pods.running("cart", IN_HAND);
    try (var replica = with(FOREVER, links.replica()).start()) {
      hold(replica, suspects);

      replica.terminate();
      Stage.until("it stops", () -> replica.logged("falco-responder stops").isPresent());
      links.apiServer().become(new Link.Open());

      assertEnds(replica, 0);
    }
    assertThat(stage.broker().settled()).isTrue();
    assertActedOnce(pods, suspects, 1);
  }

  @Test
  void whatIsNotDoneWithinTheGraceGoesToAnotherReplicaAtOnce() {
    var pods = stage.cluster().pods("hand-over");
    var suspects = pods.running("cart", IN_HAND);
    var tap = WireTap.on(stage.broker());
    try (var replica = with("0s", links.replica()).start()) {
      hold(replica, suspects);
      try (var _ = stage.patient().start()) {
        replica.terminate();

        assertEnds(replica, IN_HAND);
        stage.awaitSettled();
      }
    }
    assertActedOnce(pods, suspects, 2);
    for (long sequence = 1; sequence <= IN_HAND; sequence++) {
      assertThat(tap.about(sequence)).containsExactly("-NAK", "outcome acted", "+ACK confirmed");
    }
  }

  /** What may be wrong when the signal comes, with alerts in hand. */
  @SuppressWarnings("ImmutableEnumChecker") // its links are constants without state
  enum Trouble {
    NATS_IS_SILENT(new Link.BlackHole(), new Link.Open(), FOREVER, 0),
    NATS_IS_AWAY(new Link.Reset(), new Link.Open(), FOREVER, 0),
    API_SERVER_IS_SILENT(new Link.Open(), new Link.BlackHole(), "0s", IN_HAND),
    API_SERVER_IS_AWAY(new Link.Open(), new Link.Reset(), FOREVER, 0),
    BOTH_ARE_SILENT(new Link.BlackHole(), new Link.BlackHole(), "0s", IN_HAND);

    private final Link nats;
    private final Link apiServer;
    private final String grace;
    private final int left;

    Trouble(Link nats, Link apiServer, String grace, int left) {
      this.nats = nats;
      this.apiServer = apiServer;
      this.grace = grace;
      this.left = left;
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicaInTroubleEndsAndItsAlertsStayWithTheBroker(Trouble trouble) {
    var suspects = stage.cluster().pods("trouble").running("cart", IN_HAND);
    try (var replica = with(trouble.grace, links.replica()).start()) {
      hold(replica, suspects);
      links.become(trouble.nats, trouble.apiServer);

      replica.terminate();

      assertEnds(replica, trouble.left);
    }
    assertThat(stage.broker().consumer().getNumAckPending()).isEqualTo(IN_HAND);
  }

  private static ResponderBuilder with(String grace, ResponderBuilder replica) {
    return replica
        .setting("shutdown.grace", grace)
        .setting("shutdown.pod-grace", "1h")
        .setting("nats.request-timeout", "2s");
  }

  /** Brings a replica to where it has an alert about each pod in hand and cannot act on it. */
  private void hold(ResponderProcess replica, List<Pod> suspects) {
    links.apiServer().become(new Link.BlackHole());
    suspects.forEach(pod -> stage.broker().publish(Alert.about(pod)));
    links.awaitHeld(replica, suspects.size());
  }

  private static void assertEnds(ResponderProcess replica, int unfinished) {
    assertThat(replica.exitCode(Stage.PATIENCE))
        .as(() -> String.join("\n", replica.output()))
        .hasValue(0);
    assertThat(replica.logged("falco-responder has stopped"))
        .map(line -> line.get("unfinished").getAsInt())
        .contains(unfinished);
  }

  private void assertActedOnce(Pods pods, List<Pod> suspects, int attempts) {
    for (var pod : suspects) {
      assertThat(stage.broker().outcomes(pods.namespace(), pod.getMetadata().getName()))
          .extracting(ResponseOutcome::outcome, ResponseOutcome::attempts)
          .containsExactly(tuple("acted", attempts));
    }
    assertThat(stage.deletions(pods.namespace(), suspects.size()))
        .extracting(AuditLog.Entry::status)
        .containsOnly(200)
        .hasSize(suspects.size());
  }
}
