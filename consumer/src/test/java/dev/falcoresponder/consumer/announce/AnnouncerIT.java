package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.announce.EventCounts.Result;
import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a real API server, under an account with the permissions of the base and of Events. */
@ExtendWith(SharedServers.class)
class AnnouncerIT {
  private static final List<Permission> PERMISSIONS =
      Stream.concat(Permission.NEEDED.stream(), Stream.of(Permission.CREATE_EVENTS)).toList();

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;

  AnnouncerIT(ApiServer server) {
    this.server = server;
    admin = server.adminClient();
    pods = Pods.inFreshNamespace(admin, "announce");
    connection = Accounts.connect(server, "announcer", PERMISSIONS);
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Test
  void ownPodIsTold() {
    var pod = pods.running("responder-0");
    try (var announcer = announcer("responder-0")) {
      announcer.warn(
          "FalcoRulesRefused", "ReloadRules", "rules.yaml:3: größer\nals " + "ß".repeat(2_000));
      awaitCount(announcer, Result.CREATED);
    }

    assertThat(events(pods.namespace()))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getRegarding().getUid()).isEqualTo(pod.getMetadata().getUid());
          assertThat(event.getReason()).isEqualTo("FalcoRulesRefused");
          assertThat(event.getAction()).isEqualTo("ReloadRules");
          assertThat(event.getNote()).startsWith("rules.yaml:3: größer\\nals ßß").endsWith("ß…");
        });
  }

  @Test
  void replicaThatDoesNotRunInAPodTellsNothing() {
    try (var announcer = announcer("laptop")) {
      announcer.warn("FalcoRulesRefused", "ReloadRules", "rules.yaml:3: no such key");
      awaitCount(announcer, Result.DROPPED);
    }

    assertThat(events(pods.namespace())).isEmpty();
  }

  /** As after a crash, or where two replicas have the same alert in hand. */
  @Test
  void whatTwoReplicasTellIsOneEvent() {
    Pods.in(admin, "shop");
    // A name of its own, since the namespace is fixed.
    var response = Settled.response().unread(pods.namespace());
    for (var replica : List.of("responder-0", "responder-1")) {
      try (var announcer = announcer(replica)) {
        response.tell(announcer, new Outcome.Acted("deleted"));
        awaitCount(announcer, Result.CREATED);
      }
    }

    assertThat(events("shop"))
        .filteredOn(event -> event.getRegarding().getName().equals(pods.namespace()))
        .singleElement()
        .satisfies(event -> assertThat(event.getReportingInstance()).isEqualTo("responder-0"));
  }

  @Test
  void whatTheApiServerDidNotTakeIsToldAgain() {
    pods.running("responder-0");
    var account = "late-announcer";
    var nanos = new AtomicLong();
    try (var late = Accounts.connect(server, account, Permission.NEEDED);
        var announcer = announcer("responder-0", late, nanos::get)) {
      announcer.warn("FalcoRulesRefused", "ReloadRules", "before");
      awaitCount(announcer, Result.FAILED);
      Accounts.grant(server, account, PERMISSIONS);
      await().until(() -> isHeard(late));

      nanos.addAndGet(Outbox.RETRY.toNanos());
      // Whoever tells it looks what else is due.
      announcer.warn("FalcoRulesRefused", "ReloadRules", "after");

      await().until(() -> announcer.counts().of(Result.CREATED) == 2);
      assertThat(events(pods.namespace())).extracting(Event::getNote).contains("before", "after");
    }
  }

  private boolean isHeard(ClusterConnection connection) {
    try (var other = announcer("responder-0", connection, System::nanoTime)) {
      other.warn("FalcoRulesRefused", "ReloadRules", "between");
      await().until(() -> other.counts().of(Result.CREATED) + other.counts().of(Result.FAILED) > 0);
      return other.counts().of(Result.CREATED) > 0;
    }
  }

  private Announcer announcer(String replica) {
    return announcer(replica, connection, System::nanoTime);
  }

  private Announcer announcer(String replica, ClusterConnection connection, LongSupplier nanos) {
    var announcer =
        new Announcer(
            new AnnounceConfig(true, pods.namespace(), replica),
            connection.gateway(),
            connection.events(),
            Clock.systemUTC(),
            nanos,
            Duration.ofSeconds(1));
    announcer.start();
    return announcer;
  }

  private static void awaitCount(Announcer announcer, Result result) {
    await().until(() -> announcer.counts().of(result) == 1);
  }

  private List<Event> events(String namespace) {
    return admin.events().v1().events().inNamespace(namespace).list().getItems();
  }
}
