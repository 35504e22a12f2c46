package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica dies, or stands still for too long, in the middle of an alert. */
@ExtendWith(SharedServers.class)
class CrashIT {
  private static final String NAME = "cart-0";

  /** Enough for one alert on a busy machine. */
  private static final Duration SHORT_ACK_WAIT = Duration.ofSeconds(8);

  private final Stage stage;
  private final Links links;

  CrashIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    links = Links.of(stage);
  }

  @AfterEach
  void close() {
    links.close();
    stage.close();
  }

  /** When the replica is killed, each with the links by which it gets so far and no further. */
  @SuppressWarnings("ImmutableEnumChecker") // its links are constants without state
  enum Moment {
    BEFORE_THE_DELETION(new Link.Open(), new Link.BlackHole(), "acted"),
    // Who deleted the pod can no longer be told from whoever else may have.
    BEFORE_THE_DELETION_IS_NOTED(new Link.BlackHole(), new Link.Open(), "gone"),
    BEFORE_THE_OUTCOME_IS_PUBLISHED(new Link.OneWay(), new Link.Open(), "acted"),
    BEFORE_THE_ACK(new Link.Slow(Duration.ofMillis(500)), new Link.Open(), "acted");

    private final Link nats;
    private final Link apiServer;
    private final String outcome;

    Moment(Link nats, Link apiServer, String outcome) {
      this.nats = nats;
      this.apiServer = apiServer;
      this.outcome = outcome;
    }
  }

  @ParameterizedTest
  @EnumSource
  void podDiesOnceAndIsReportedOnceWhereverAReplicaIsKilled(Moment moment) {
    var pods = stage.cluster().pods("crash");
    var pod = pods.running(NAME);
    try (var replica = links.replica().start()) {
      links.apiServer().become(new Link.BlackHole());
      stage.broker().publish(Alert.about(pod));
      links.awaitHeld(replica, 1);
      links.become(moment.nats, moment.apiServer);
      Stage.until(moment.name(), () -> reached(moment, pods, pod));

      replica.kill();
    }
    links.close();
    try (var other = stage.patient().start()) {
      stage.broker().ackWait(SHORT_ACK_WAIT);
      Stage.until("a redelivery", () -> redeliveries(other) > 0);
      pods.awaitGone(NAME);

      assertThat(stage.outcomesOf(pods.namespace(), NAME))
          .extracting(ResponseOutcome::outcome)
          .containsExactly(moment.outcome);
    }
    assertDeletions(pods, pod, 200);
    assertThat(stage.broker().deadLetters()).isEmpty();
  }

  /** In the order of the moments, each is over only when the next has come. */
  private boolean reached(Moment moment, Pods pods, Pod pod) {
    return switch (moment) {
      case BEFORE_THE_DELETION -> true;
      case BEFORE_THE_DELETION_IS_NOTED -> !pods.alive(pod);
      case BEFORE_THE_OUTCOME_IS_PUBLISHED ->
          stage.broker().lastClaim().contains("\"state\":\"done\"");
      case BEFORE_THE_ACK -> !stage.broker().outcomes().isEmpty();
    };
  }

  /**
   * A replica that was frozen acts on what it has read before: the pod of that name may be another
   * by then.
   */
  @Test
  void replicaThatStoodStillDoesNotDeleteTheNextPodOfThatName() {
    var pods = stage.cluster().pods("frozen");
    try (var replica = links.replica().start()) {
      warmUp();
      var pod = pods.running(NAME);
      links.apiServer().become(new Link.BlackHole());
      stage.broker().publish(Alert.about(pod));
      links.awaitHeld(replica, 1);
      replica.pause();
      links.apiServer().become(new Link.Open());

      try (var other = stage.patient().start()) {
        stage.broker().ackWait(SHORT_ACK_WAIT);
        pods.awaitGone(NAME);
        stage.awaitSettled();
        // More than one where this machine is slower than the broker waits.
        assertThat(redeliveries(other)).isPositive();
        var next = pods.running(NAME);
        replica.resume();
        Stage.until("the replica goes on", () -> settled(replica, "stale") == 1);

        stage.awaitSettled();
        assertThat(pods.alive(next)).isTrue();
        assertDeletions(pods, pod, 200, 409);
        assertThat(stage.broker().outcomes(pods.namespace(), NAME))
            .extracting(ResponseOutcome::outcome)
            .containsExactly("acted");
        assertThat(replica.ready()).isTrue();
        assertThat(replica.metrics().sum("falco_responder_defects_total")).isZero();
      }
    }
  }

  /** Leaves an open connection to the API server, on which a request arrives at once. */
  private void warmUp() {
    var pods = stage.cluster().pods("warm");
    var pod = pods.running("warm-0");
    stage.broker().publish(Alert.about(pod));
    pods.awaitGone("warm-0");
    stage.awaitSettled();
  }

  private void assertDeletions(Pods pods, Pod pod, Integer... statuses) {
    var deletions = stage.deletions(pods.namespace(), statuses.length);
    assertThat(deletions).extracting(AuditLog.Entry::status).containsExactly(statuses);
    assertThat(deletions)
        .extracting(AuditLog.Entry::uidPrecondition)
        .containsOnly(Optional.of(pod.getMetadata().getUid()));
  }

  private static double redeliveries(ResponderProcess replica) {
    return replica.metrics().sum("falco_responder_redeliveries_total");
  }

  private static double settled(ResponderProcess replica, String outcome) {
    return replica
        .metrics()
        .sum("falco_responder_alerts_settled_total", Map.of("outcome", outcome));
  }
}
