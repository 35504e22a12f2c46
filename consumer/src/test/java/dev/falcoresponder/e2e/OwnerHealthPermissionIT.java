package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The component {@code owner-health} of the manifests is enough for rules that count healthy
 * replicas, and none of its verbs is there for nothing.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerHealthPermissionIT {
  private static final String ACCOUNT = "counting";

  private final Stage stage;
  private final WireTap tap;
  private final Account account;
  private final ResponderProcess replica;

  OwnerHealthPermissionIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    tap = WireTap.on(stage.broker());
    account =
        Account.with(
            stage.cluster().admin(),
            ACCOUNT,
            Cluster.manifest("cluster-role", ClusterRole.class),
            Cluster.component("owner-health", "cluster-role", ClusterRole.class));
    var rules = Repository.root().resolve("consumer/src/test/resources/e2e/min-healthy.yaml");
    replica =
        stage
            .replica()
            .kubeconfig(apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, ACCOUNT))
            .setting("rules.files", rules.toString())
            .start();
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicasets", "deployments", "statefulsets", "daemonsets"})
  void missingVerbIsNamedInTheDeadLetterAndGrantingItHelps(String resource) {
    var pods = stage.cluster().pods("counting");
    var pod = running(pods, resource);
    var alert = Alert.about(pod);
    account.deny("get", "apps", resource);

    var sequence = stage.broker().store(alert);

    assertThat(tap.awaitVerb(sequence, "+TERM")).containsExactly("letter FORBIDDEN", "+TERM");
    var letter = stage.broker().deadLetters().getLast();
    assertThat(Objects.requireNonNull(letter.getHeaders()).getFirst("Falco-Responder-Error"))
        .contains("may not get " + resource + " in namespace " + pods.namespace())
        .contains("{apiGroups: [\"apps\"], resources: [" + resource + "], verbs: [get]}");
    assertThat(pods.alive(pod)).isTrue();

    account.grant("get", "apps", resource);
    stage.broker().publish(alert);

    pods.awaitGone("cart-0");
    stage.awaitSettled();
  }

  /** A pod of three healthy ones, of a workload that is looked at by that permission. */
  private Pod running(Pods pods, String resource) {
    var controllers = new Controllers(stage.cluster().admin(), pods.namespace());
    var owner = owner(controllers, resource);
    return pods.running("cart-0", pod -> Controllers.own(pod, owner));
  }

  private static HasMetadata owner(Controllers controllers, String resource) {
    var workload =
        switch (resource) {
          case "statefulsets" -> controllers.statefulSet("cart", 3);
          case "daemonsets" -> controllers.daemonSet("cart");
          default -> controllers.deployment("cart", 3);
        };
    controllers.report(workload, 3, 3);
    return workload.getKind().equals("Deployment")
        ? controllers.replicaSet("cart-5c7f", 3, workload)
        : workload;
  }
}
