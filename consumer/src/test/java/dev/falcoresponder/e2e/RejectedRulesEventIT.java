package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.ConfigMapMount;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever breaks the rules is told on the pod of the replica that rejects them. */
@ExtendWith(SharedServers.class)
class RejectedRulesEventIT {
  private static final String ACCOUNT = "telling";
  private static final String FILE = "rules.yaml";
  private static final String REPLICA = "falco-responder-6d5f8c7b9-x2x9k";

  @Test
  void brokenRulesAreAnEventOnTheReplicasOwnPodAndGoodOnesAreNone(
      ApiServer apiServer, @TempDir Path folder) {
    var mount = ConfigMapMount.of(folder, Map.of(FILE, rules("One")));
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer)) {
      var pods = stage.cluster().pods("own");
      var own = pods.running(REPLICA);
      mayTellThere(stage, pods.namespace());
      try (var replica =
          stage
              .replica()
              .kubeconfig(apiServer.kubeconfigFor(Cluster.OWN_NAMESPACE, ACCOUNT))
              .setting("kubernetes.own-namespace", pods.namespace())
              .setting("replica.name", REPLICA)
              .setting("kubernetes.events", "true")
              .setting("rules.files", mount.file(FILE).toString())
              .setting("rules.reload-interval", "100ms")
              .start()) {
        mount.change(Map.of(FILE, rules("Two")));
        Stage.until("good rules", () -> replica.logged("rules reloaded").isPresent());
        mount.change(Map.of(FILE, rules("Three") + "  colour: red\n"));
        Stage.until("an Event", () -> !events(stage, pods.namespace()).isEmpty());
      }

      assertThat(events(stage, pods.namespace()))
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getRegarding().getUid()).isEqualTo(own.getMetadata().getUid());
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("FalcoResponderRulesRejected");
            assertThat(event.getNote())
                .contains(" stay live: " + mount.file(FILE) + ":4: rule \"Three\": there is no");
          });
    }
  }

  /** No more than what the account has left where every ClusterRole is taken away. */
  private static void mayTellThere(Stage stage, String namespace) {
    var role = Cluster.component("kubernetes-events", "role", Role.class);
    var binding = Cluster.component("kubernetes-events", "role-binding", RoleBinding.class);
    role.getMetadata().setNamespace(namespace);
    binding.getMetadata().setNamespace(namespace);
    binding.getSubjects().getFirst().setName(ACCOUNT);
    stage.cluster().admin().resource(role).serverSideApply();
    stage.cluster().admin().resource(binding).serverSideApply();
  }

  private static List<Event> events(Stage stage, String namespace) {
    return stage.cluster().admin().events().v1().events().inNamespace(namespace).list().getItems();
  }

  private static String rules(String name) {
    return """
    - rule: %s
      match: {rules: [Terminal shell in container]}
      actions: [{action: Kill, actionner: "kubernetes:terminate"}]
    """
        .formatted(name);
  }
}
