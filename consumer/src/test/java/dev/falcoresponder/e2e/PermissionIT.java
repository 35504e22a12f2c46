package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
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
  private static final String USER =
      "system:serviceaccount:" + Cluster.OWN_NAMESPACE + ":" + ACCOUNT;

  private final Stage stage;
  private final WireTap tap;
  private final ResponderProcess replica;

  PermissionIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    tap = WireTap.on(stage.broker());
    grant(role("", ""));
    stage
        .cluster()
        .admin()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", ACCOUNT)
                .addNewSubject(null, "ServiceAccount", ACCOUNT, Cluster.OWN_NAMESPACE)
                .build())
        .serverSideApply();
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
    grant(role(verb, resource));
    Stage.until("no " + verb, () -> !allowed(verb, resource));

    var sequence = stage.broker().store(alert);

    assertThat(tap.awaitVerb(sequence, "+TERM")).containsExactly("letter FORBIDDEN", "+TERM");
    var letter = stage.broker().deadLetters().getLast();
    assertThat(letter.getData()).isEqualTo(alert.payload());
    assertThat(Objects.requireNonNull(letter.getHeaders()).getFirst("Falco-Responder-Error"))
        .contains(verb + " " + resource)
        .contains("resources: [" + resource + "], verbs: [" + verb + "]");
    assertThat(pods.alive(pod)).isTrue();

    grant(role("", ""));
    Stage.until(verb, () -> allowed(verb, resource));
    stage.broker().publish(alert);

    pods.awaitGone("cart-0");
    stage.awaitSettled();
  }

  /** The role of the manifests without a verb on a resource. */
  private static ClusterRole role(String verb, String resource) {
    var role = Cluster.manifest("cluster-role", ClusterRole.class);
    for (var rule : role.getRules()) {
      if (rule.getResources().contains(resource)) {
        rule.getVerbs().remove(verb);
      }
    }
    role.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
    return new ClusterRoleBuilder(role).editMetadata().withName(ACCOUNT).endMetadata().build();
  }

  private void grant(ClusterRole role) {
    stage.cluster().admin().resource(role).serverSideApply();
  }

  private boolean allowed(String verb, String resource) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(USER)
            .withNewResourceAttributes()
            .withNamespace("default")
            .withVerb(verb)
            .withResource(resource)
            .endResourceAttributes()
            .endSpec()
            .build();
    return stage
        .cluster()
        .admin()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
