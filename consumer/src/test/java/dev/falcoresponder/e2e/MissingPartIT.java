package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonPrimitive;
import dev.falcoresponder.manifests.NatsAccounts;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsServerBuilder;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Something of the broker was forgotten at the installation: the replica starts, is not ready, and
 * says in one line what is missing and what brings it, in its log and in an Event on its own pod.
 */
@NotHardened("its brokers lack what they have there")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingPartIT {
  private static final String ACCOUNT = "installing";
  private static final String REPLICA = "falco-responder-6d5f8c7b9-x2x9k";
  private static final String PROBE = "$JS.API.INFO";
  private static final String REQUEST = "$JS.API.CONSUMER.MSG.NEXT.FALCO.falco-responder";
  private static final String ALL_RIGHTS =
      "grant it to our user, or take the rights and settings of manifests/components/nats-accounts";

  private final ApiServer apiServer;
  private final Cluster cluster;

  MissingPartIT(ApiServer apiServer) {
    this.apiServer = apiServer;
    cluster = Cluster.on(apiServer);
    Account.with(
        cluster.admin(),
        ACCOUNT,
        Cluster.manifest("cluster-role", ClusterRole.class),
        Cluster.component("kubernetes-events", "cluster-role", ClusterRole.class));
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  /** What was forgotten. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Part {
    SECRET(
        server -> server.config(NatsAccounts.config()),
        replica -> replica,
        "Authorization Violation; no login is configured: set nats.user and nats.password, or"
            + " nats.token (the Secret falco-responder-nats of manifests/base), and restart"),
    RIGHT(
        server -> server.config(withoutProbe()),
        Users.OF_ACCOUNTS::tell,
        "Permissions Violation for Publish to \"" + PROBE + "\"; " + ALL_RIGHTS),
    RIGHT_TO_TAKE_ALERTS(
        server -> server.config(mayNot(REQUEST)),
        replica -> replica.setting("nats.user", "responder").setting("nats.password", "x"),
        "Permissions Violation for Publish to \"" + REQUEST + "\"; " + ALL_RIGHTS),
    SETTINGS_OF_THE_COMPONENT(
        server -> server.config(NatsAccounts.config()),
        replica -> Users.OF_ACCOUNTS.tell(replica).setting("nats.inbox-prefix", "_INBOX"),
        "; set nats.inbox-prefix to what our user may subscribe to; " + ALL_RIGHTS),
    STREAMS(
        server -> server.config(NatsAccounts.config()),
        Users.OF_ACCOUNTS::tell,
        "stream KV_falco-responder-claims: does not exist, and nats.provision is verify; make it,"
            + " as from manifests/components/nats-accounts/streams, or set nats.provision to create"),
    JETSTREAM(
        server -> server.jetStream(false),
        replica -> replica.setting("nats.mode", "jetstream"),
        "the broker has no JetStream, and nats.mode is jetstream; turn JetStream on in the broker's"
            + " configuration, or set nats.mode to auto or core");

    private final UnaryOperator<NatsServerBuilder> broker;
    private final UnaryOperator<ResponderBuilder> replica;
    private final String sentence;

    Part(
        UnaryOperator<NatsServerBuilder> broker,
        UnaryOperator<ResponderBuilder> replica,
        String sentence) {
      this.broker = broker;
      this.replica = replica;
      this.sentence = sentence;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMissingIsOneLineInLogReadinessAndEvent(Part part) {
    var pods = cluster.pods("missing");
    var own = pods.running(REPLICA);
    try (var server = part.broker.apply(NatsServer.builder()).start();
        var replica = part.replica.apply(replica(server, pods)).launch()) {
      await()
          .atMost(Stage.PATIENCE)
          .untilAsserted(() ->
              assertThat(events(pods, "FalcoResponderNotReady"))
                  .as(() ->
                      "Events of a replica that says:\n" + String.join("\n", replica.output()))
                  .isNotEmpty());

      assertThat(replica.readiness().lines())
          .filteredOn(line -> line.contains(part.sentence))
          .hasSize(1);
      assertThat(replica.ready()).isFalse();
      assertThat(replica.live()).isTrue();
      assertThat(replica.output())
          .filteredOn(line -> line.contains(escaped(part.sentence)))
          .isNotEmpty()
          .allMatch(line -> line.contains("\"level\":\"WARN\"") || line.contains("\"ERROR\""));
      assertThat(events(pods, "FalcoResponderNotReady"))
          .allSatisfy(event -> {
            assertThat(event.getRegarding().getUid()).isEqualTo(own.getMetadata().getUid());
            assertThat(event.getType()).isEqualTo("Warning");
          })
          .anySatisfy(event -> assertThat(event.getNote()).contains(part.sentence));
    }
  }

  /** A replica that works, though not as well as somebody may think. */
  @Test
  void brokerThatTurnsOutToHaveNoJetStreamIsAnEventToo() {
    var pods = cluster.pods("core");
    pods.running(REPLICA);
    try (var server = NatsServer.builder().jetStream(false).start();
        var replica = replica(server, pods).start()) {
      Stage.until("an Event", () -> !events(pods, "FalcoResponderDegraded").isEmpty());

      assertThat(events(pods, "FalcoResponderDegraded"))
          .singleElement()
          .satisfies(event ->
              assertThat(event.getNote())
                  .isEqualTo(
                      "the broker has no JetStream: alerts are lost while no replica listens; turn"
                          + " JetStream on and restart, or set nats.mode to core"));
      assertThat(replica.ready()).isTrue();
      assertThat(events(pods, "FalcoResponderNotReady")).isEmpty();
    }
  }

  private ResponderBuilder replica(NatsServer server, Pods pods) {
    return ResponderProcess.builder()
        .nats(server.url())
        .kubeconfig(apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, ACCOUNT))
        .setting("http.address", "127.0.0.1")
        .setting("log.format", "json")
        .setting("log.level", "debug")
        .setting("kubernetes.own-namespace", pods.namespace())
        .setting("replica.name", REPLICA)
        .setting("kubernetes.events", "true");
  }

  private List<Event> events(Pods pods, String reason) {
    return cluster
        .admin()
        .events()
        .v1()
        .events()
        .inNamespace(pods.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getReason().equals(reason))
        .toList();
  }

  private static String escaped(String sentence) {
    return sentence.replace("\"", "\\\"");
  }

  /** One user, who may do everything else. */
  private static String mayNot(String subject) {
    return """
    authorization {
      users: [{ user: responder, password: x, permissions: { publish: { deny: "%s" } } }]
    }
    """
        .formatted(subject);
  }

  private static String withoutProbe() {
    var accounts = NatsAccounts.accounts();
    var account = accounts.getAsJsonObject(NatsAccounts.ACCOUNT);
    var responder = NatsAccounts.user(account, NatsAccounts.RESPONDER);
    NatsAccounts.allowed(responder, "publish").remove(new JsonPrimitive(PROBE));
    return NatsAccounts.config(accounts);
  }
}
