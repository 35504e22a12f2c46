package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ClusterRole of {@code manifests/base} with a verb taken away: none is there for nothing. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionIT {
  private static final String ACCOUNT = "limited";

  private final Stage stage;
  private final WireTap tap;
  private final Account account;
  private final ResponderProcess replica;

  PermissionIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    tap = WireTap.withClaims(stage.broker());
    account =
        Account.with(
            stage.cluster().admin(), ACCOUNT, Cluster.manifest("cluster-role", ClusterRole.class));
    replica =
        stage.replica().kubeconfig(apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, ACCOUNT)).start();
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"get, pods", "delete, pods", "get, namespaces"})
  void missingVerbIsNamedInTheDeadLetterAndGrantingItHelps(String verb, String resource) {
    var pods = stage.cluster().pods("limited");
    var pod = pods.running("cart-0");
    var alert = Alert.about(pod);
    account.deny(verb, "", resource);

    var sequence = stage.broker().store(alert);

    assertThat(tap.awaitVerb(sequence, "+TERM"))
        .containsExactly(
            "claim inflight", "claim giving up", "letter FORBIDDEN", "claim failed", "+TERM");
    var letter = stage.broker().deadLetters().getLast();
    assertThat(letter.getData()).isEqualTo(alert.payload());
    assertThat(Objects.requireNonNull(letter.getHeaders()).getFirst("Falco-Responder-Error"))
        .contains(verb + " " + resource)
        .contains("resources: [" + resource + "], verbs: [" + verb + "]");
    assertThat(pods.alive(pod)).isTrue();

    account.grant(verb, "", resource);
    stage.broker().publish(alert);

    pods.awaitGone("cart-0");
    stage.awaitSettled();
  }
}
