package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Controllers;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain --cluster} learns from a real API server. */
@ExtendWith(SharedServers.class)
class ExplainClusterIT {
  /** Where the Kubernetes client looks before it looks at the environment. */
  private static final String LOGIN = "kubeconfig";

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;

  ExplainClusterIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "explain");
  }

  @BeforeEach
  void login(@TempDir Path folder) {
    System.setProperty(LOGIN, server.kubeconfig(folder.resolve("config")).toString());
  }

  @AfterEach
  void logout() {
    System.clearProperty(LOGIN);
    admin.close();
  }

  @Test
  void podThatRunsWouldBeActedOnAndLives() {
    var pod = pods.running("cart-0");

    assertThat(explain(alert("cart-0", uid(pod)))).isEqualTo("would-act");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void ruleThatRequiresApprovalWouldHaveItHeld(@TempDir Path folder) throws Exception {
    var pod = pods.running("cart-0");
    var rules =
        Files.writeString(
            folder.resolve("careful.yaml"),
            """
            - rule: Careful
              approval: required
              actions:
                - action: Kill
                  actionner: kubernetes:terminate
            """);

    assertThat(explain(alert("cart-0", uid(pod)), "--rules", rules.toString()))
        .isEqualTo("rejected HELD");
    assertThat(explain(alert("cart-1", "aaaaaaaa-0000-0000-0000-000000000000")))
        .isEqualTo("gone NOT_FOUND");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void podThatIsNotThereIsGone() {
    assertThat(explain(alert("cart-1", "aaaaaaaa-0000-0000-0000-000000000000")))
        .isEqualTo("gone NOT_FOUND");
  }

  @Test
  void successorOfTheSameNameIsStale() {
    var earlier = pods.running("cart-0");
    var successor = pods.recreate("cart-0");

    assertThat(explain(alert("cart-0", uid(earlier)))).isEqualTo("stale REPLACED");
    assertThat(pods.alive(successor)).isTrue();
  }

  @Test
  void labelOfTheNamespaceRefuses() {
    var shielded =
        Pods.in(
            admin, pods.namespace() + "-shielded", Map.of("falco-responder.dev/protect", "true"));
    var pod = shielded.running("cart-0");

    assertThat(explain(alert(shielded.namespace(), "cart-0", uid(pod))))
        .isEqualTo("refused PROTECTED_LABEL");
  }

  @Test
  void guardsOfARuleAnswerAsForReal(@TempDir Path folder) throws IOException {
    var controllers = new Controllers(admin, pods.namespace());
    var workload = controllers.statefulSet("cart", 3);
    var pod = pods.running("cart-0", builder -> Controllers.own(builder, workload));
    var alert = alert("cart-0", uid(pod));
    var counting = rules(folder, "min_healthy_replicas: 2");

    controllers.report(workload, 3, 2);
    assertThat(explain(alert, "--rules", counting)).isEqualTo("retry TOO_FEW_HEALTHY");
    controllers.report(workload, 3, 3);
    assertThat(explain(alert, "--rules", counting)).isEqualTo("would-act");
    assertThat(explain(alert, "--rules", rules(folder, "ignore_statefulsets: true")))
        .isEqualTo("refused OWNER_KIND");
    assertThat(explain(alert, "--rules", rules(folder, "grace_period_seconds: 0")))
        .isEqualTo("refused GRACE_ZERO");
    assertThat(pods.alive(pod)).isTrue();
  }

  private static String rules(Path folder, String parameter) throws IOException {
    var text =
        """
        - rule: Every
          actions:
            - action: Kill
              actionner: kubernetes:terminate
              parameters: {%s}
        """
            .formatted(parameter);
    return Files.writeString(folder.resolve("rules.yaml"), text).toString();
  }

  private String alert(String name, String uid) {
    return alert(pods.namespace(), name, uid);
  }

  private static String alert(String namespace, String name, String uid) {
    return """
    {"rule":"Terminal shell in container","priority":"Notice","source":"syscall","time":"%s",
     "output_fields":{"k8s.ns.name":"%s","k8s.pod.name":"%s","k8s.pod.uid":"%s"}}\
    """
        .formatted(Instant.now(), namespace, name, uid);
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private static String explain(String alert, String... more) {
    var command = new ArrayList<>(List.of("explain", "--cluster", "--output", "json"));
    command.addAll(List.of(more));
    command.addAll(List.of("--", "-"));
    var explained = typed(alert.getBytes(UTF_8), Map.of(), command.toArray(String[]::new));
    assertThat(explained.err()).isEmpty();
    assertThat(explained.code()).isZero();
    var answer = JsonParser.parseString(explained.out()).getAsJsonObject();
    return answer.get("outcome").getAsString() + reason(answer.get("reason"));
  }

  private static String reason(JsonElement reason) {
    return reason.isJsonNull() ? "" : " " + reason.getAsString();
  }
}
