package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.cluster.Policies;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.ClusterLogin;
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
  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private ClusterLogin login;

  ExplainClusterIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "explain");
  }

  @BeforeEach
  void login(@TempDir Path folder) {
    login = ClusterLogin.by(server.kubeconfig(folder.resolve("config")));
  }

  @AfterEach
  void logout() {
    login.close();
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
        file(
            folder,
            """
            - rule: Careful
              approval: required
              actions:
                - action: Kill
                  actionner: kubernetes:terminate
            """);

    assertThat(explain(alert("cart-0", uid(pod)), "--rules", rules)).isEqualTo("rejected HELD");
    assertThat(explain(alert("cart-1", "aaaaaaaa-0000-0000-0000-000000000000")))
        .isEqualTo("gone NOT_FOUND");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void whatARuleOnlyTriesIsNoReasonForAnotherNotToAct(@TempDir Path folder) throws Exception {
    var pod = pods.running("cart-0");
    var rules =
        file(
            folder,
            """
            - action: Kill
              actionner: kubernetes:terminate
            - rule: Trial
              dry_run: true
              actions: [{action: Kill}]
            - rule: In force
              actions: [{action: Kill}]
            """);
    var explained =
        typed(
            alert("cart-0", uid(pod)).getBytes(UTF_8),
            Map.of(),
            "explain",
            "--cluster",
            "--rules",
            rules,
            "-");

    assertThat(explained.out())
        .contains("CHECKS   rule \"Trial\"", "CHECKS   rule \"In force\"")
        .doesNotContain("duplicate");
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

  @Test
  void everyCheckOfAPodThatWouldBeActedOnIsTold() {
    var pod = pods.running("cart-0");
    var ref = pods.namespace() + "/cart-0";

    assertThat(checks(alert("cart-0", uid(pod))))
        .containsExactly(
            "identity proved: pod %s (uid %s) is the one in the alert".formatted(ref, uid(pod)),
            "protected-namespaces clear: ",
            "namespace-label clear: ",
            "mirror-pods clear: ",
            "system-critical-pods clear: ",
            "owner-kinds clear: ",
            "minimum-healthy clear: ",
            "already-terminating clear: ",
            "approval-required clear: ",
            "budget not-asked: counted at the moment of the deletion",
            "dry-run accepts: would delete pod %s (uid %s) with a grace of 1 s"
                .formatted(ref, uid(pod)));
  }

  @Test
  void podThatIsNotTheOneInTheAlertIsNoMatterForGuards() {
    var earlier = pods.running("cart-0");
    var successor = pods.recreate("cart-0");

    assertThat(checks(alert("cart-0", uid(earlier))))
        .containsExactly(
            "identity stale: pod %s/cart-0 now has uid %s, the alert is about %s"
                .formatted(pods.namespace(), uid(successor), uid(earlier)),
            "budget not-asked: counted at the moment of the deletion",
            "dry-run not-asked: no pod is proved to be the one in the alert");
  }

  @Test
  void oneGuardObjectsWhileTheOthersAreClearAndTheApiServerIsNotAsked() {
    var shielded =
        Pods.in(admin, pods.namespace() + "-label", Map.of("falco-responder.dev/protect", "true"));
    var pod = shielded.running("cart-0");

    var checks = checks(alert(shielded.namespace(), "cart-0", uid(pod)));

    assertThat(checks)
        .contains(
            "namespace-label objects: namespace %s is protected by label falco-responder.dev/protect=true"
                .formatted(shielded.namespace()),
            "dry-run not-asked: not every guard is clear");
    assertThat(checks.stream().filter(line -> line.endsWith(" clear: "))).hasSize(7);
  }

  @Test
  void admissionThatDeniesIsTheAnswerOfTheDryRun() {
    var account = "explain-policed";
    var pod = pods.running("cart-0");
    var alert = alert("cart-0", uid(pod));
    Accounts.connect(server, account, Permission.NEEDED).close();
    login = ClusterLogin.by(server.kubeconfigFor("responder", account));

    Policies.denyDeletions(
        admin,
        account,
        Accounts.user(account),
        "Forbidden",
        () -> explain(alert).equals("refused ADMISSION_DENIED"));

    assertThat(checks(alert))
        .contains("approval-required clear: ")
        .last()
        .asString()
        .startsWith("dry-run denies: ")
        .contains("pods are precious here");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void checksAreATableForPeople() {
    var pod = pods.running("cart-0");

    var explained =
        typed(alert("cart-0", uid(pod)).getBytes(UTF_8), Map.of(), "explain", "--cluster", "-");

    assertThat(explained.out().lines())
        .containsSubsequence(
            "CHECKS   rule \"Terminal shell in container\", action \"Terminate Pod\"",
            "         CHECK                 ANSWER     DETAIL",
            "         mirror-pods           clear",
            "         budget                not-asked  counted at the moment of the deletion");
  }

  @Test
  void alertThatNoRuleMatchesHasNoChecks() {
    assertThat(checks("{\"rule\":\"Other\",\"source\":\"syscall\"}")).isEmpty();
  }

  /** Every check of every action, in order. */
  private static List<String> checks(String alert) {
    var explained =
        typed(alert.getBytes(UTF_8), Map.of(), "explain", "--cluster", "-o", "json", "-");
    var lines = new ArrayList<String>();
    for (var action :
        JsonParser.parseString(explained.out()).getAsJsonObject().getAsJsonArray("checks")) {
      var checks = action.getAsJsonObject();
      lines.add("identity " + finding(checks.get("identity")));
      for (var guard : checks.getAsJsonArray("guards")) {
        lines.add(guard.getAsJsonObject().get("guard").getAsString() + " " + finding(guard));
      }
      lines.add("budget " + finding(checks.get("budget")));
      lines.add("dry-run " + finding(checks.get("dryRun")));
    }
    return lines;
  }

  private static String finding(JsonElement finding) {
    var object = finding.getAsJsonObject();
    return object.get("answer").getAsString() + ": " + object.get("detail").getAsString();
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
    return file(folder, text);
  }

  private static String file(Path folder, String rules) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), rules).toString();
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
