package dev.falcoresponder.e2e;

import dev.falcoresponder.servers.KubeAccess;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * Why the API server, which is well, will not delete the pods of one namespace just now. It is in
 * force from when it is made until it is closed.
 */
final class Obstacle implements AutoCloseable {
  /** A pod for us to ask about. */
  private static final String BYSTANDER = "bystander";

  private static final int INTERNAL_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Cluster cluster;
  private final String namespace;
  private final List<HasMetadata> objects;
  private final KubernetesClient asking;
  private Optional<EndlessRequest> seat = Optional.empty();

  private Obstacle(Cluster cluster, Pods pods, KubeAccess access, HasMetadata... objects) {
    this.cluster = cluster;
    this.namespace = pods.namespace();
    this.objects = List.of(objects);
    var config = access.config();
    config.setRequestRetryBackoffLimit(0);
    asking = new KubernetesClientBuilder().withConfig(config).build();
    pods.running(BYSTANDER);
    for (var object : objects) {
      cluster.admin().resource(object).serverSideApply();
    }
  }

  private Obstacle inForce(int code) {
    Stage.until("an answer " + code, () -> answer() == code);
    return this;
  }

  /** A webhook that has to be asked and is not there: 500, and no word on when to come again. */
  static Obstacle brokenWebhook(Cluster cluster, Pods pods) {
    var webhook =
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName(pods.namespace())
            .endMetadata()
            .addNewWebhook()
            .withName("absent.example.com")
            .withAdmissionReviewVersions("v1")
            .withSideEffects("None")
            .withFailurePolicy("Fail")
            .withNewClientConfig()
            .withUrl("https://127.0.0.1:1/")
            .endClientConfig()
            .withNewNamespaceSelector()
            .addToMatchLabels("kubernetes.io/metadata.name", pods.namespace())
            .endNamespaceSelector()
            .addNewRule()
            .withOperations("DELETE")
            .withApiGroups("")
            .withApiVersions("v1")
            .withResources("pods")
            .endRule()
            .endWebhook()
            .build();
    return new Obstacle(cluster, pods, cluster.adminAccess(), webhook).inForce(INTERNAL_ERROR);
  }

  /**
   * A priority level with one seat, which is taken: 429, with a {@code Retry-After}. (A level
   * without any seat lets one request through at a time.)
   */
  static Obstacle throttle(Cluster cluster, Pods pods) {
    var level =
        new PriorityLevelConfigurationBuilder()
            .withNewMetadata()
            .withName(pods.namespace())
            .endMetadata()
            .withNewSpec()
            .withType("Limited")
            .withNewLimited()
            .withNominalConcurrencyShares(0)
            .withBorrowingLimitPercent(0)
            .withNewLimitResponse()
            .withType("Reject")
            .endLimitResponse()
            .endLimited()
            .endSpec()
            .build();
    var schema =
        new FlowSchemaBuilder()
            .withNewMetadata()
            .withName(pods.namespace())
            .endMetadata()
            .withNewSpec()
            .withNewPriorityLevelConfiguration(pods.namespace())
            .withMatchingPrecedence(100)
            .addNewRule()
            .addNewSubject()
            .withKind("Group")
            .withNewGroup("system:serviceaccounts:" + Cluster.OWN_NAMESPACE)
            .endSubject()
            .addNewResourceRule()
            .withVerbs("delete")
            .withApiGroups("")
            .withResources("pods")
            .withNamespaces(pods.namespace())
            .endResourceRule()
            .endRule()
            .endSpec()
            .build();
    // An account without rights: requests are throttled before anybody asks what they may do.
    var access = cluster.access(BYSTANDER);
    var throttle = new Obstacle(cluster, pods, access, level, schema);
    throttle.takeTheSeat(schema);
    return throttle.inForce(TOO_MANY_REQUESTS);
  }

  private void takeTheSeat(FlowSchema schema) {
    // The server says this once it goes by the schema.
    Stage.until(
        "the schema in use",
        () ->
            cluster.admin().resource(schema).get().getStatus().getConditions().stream()
                .anyMatch(condition ->
                    condition.getType().equals("Dangling")
                        && condition.getStatus().equals("False")));
    seat = Optional.of(new EndlessRequest(cluster.access(), path()));
  }

  private String path() {
    return "/api/v1/namespaces/" + namespace + "/pods/" + BYSTANDER;
  }

  /** What a deletion is answered that would change nothing. */
  private int answer() {
    try {
      asking.raw(path(), "DELETE", new DeleteOptionsBuilder().withDryRun("All").build());
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  @Override
  public void close() {
    var before = answer();
    objects.forEach(object -> cluster.admin().resource(object).delete());
    Stage.until("another answer than " + before, () -> answer() != before);
    seat.ifPresent(EndlessRequest::close);
    asking.close();
  }
}
