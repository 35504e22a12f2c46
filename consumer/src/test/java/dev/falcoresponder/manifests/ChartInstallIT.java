package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart on a real API server that enforces Pod Security, by {@code helm} and by {@code
 * kubectl}. Names are those of a release that no other test has.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class ChartInstallIT {
  private static final String RELEASE = "blue";
  private static final String NAME = "blue-falco-responder";
  private static final int SCALED = 7;

  /** Everything that can be switched on, but for what takes permissions away. */
  private static final List<String> ALL =
      Stream.of(
              "admission",
              "autoscaling",
              "grafana.dashboards",
              "kubernetesEvents",
              "networkPolicy",
              "ownerHealth",
              "podDisruptionBudget",
              "podMonitor",
              "priorityLevel",
              "prometheusRules",
              "resolveByContainerId")
          .map(option -> "--set=" + option + ".enabled=true")
          .toList();

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private final Helm helm;

  ChartInstallIT(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.admin = server.adminClient();
    this.kubectl = Kubectl.of(server, folder);
    this.helm = Helm.of(server, folder);
    CustomResources.define(kubectl);
  }

  @AfterAll
  void closeClient() {
    admin.close();
  }

  @Test
  void renderingIsAppliedTwiceAdmittedAndRemoved() {
    var namespace = "rendered";
    var rendered = rendered(namespace, "--set=namespace.create=true");

    var before = apply(rendered);
    assertThat(before).contains("Namespace/rendered ", "Deployment/" + NAME + " ");
    assertThat(apply(rendered)).isEqualTo(before);
    admitted(namespace);

    var gone = kubectl.run(rendered, "delete", "--wait=false", "-f", "-");
    assertThat(gone.exit()).as(gone.output()).isZero();
    Overlay.end(admin, namespace);
    assertThat(kubectl.run(rendered, "get", "--ignore-not-found", "-o", "name", "-f", "-").output())
        .isEmpty();
  }

  @Test
  void releaseIsInstalledUpgradedAndUninstalled() {
    var namespace = "by-helm";
    var notes = helm.succeed(words("install", namespace, List.of("--create-namespace")));
    assertThat(notes)
        .contains(
            "kubectl -n by-helm rollout status deployment/" + NAME,
            "IMAGE      falco-responder:",
            " is in no public registry",
            "BROKER     Alerts are read from nats://nats.nats.svc:4222",
            "LOGIN      There is no Secret " + NAME + "-nats",
            "NAMESPACE  by-helm does not enforce Pod Security");
    assertThat(permissions(namespace)).containsExactlyInAnyOrderElementsOf(Permission.NEEDED);

    kubectl.succeed(
        "label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
    kubectl.succeed(
        "create", "secret", "generic", "login", "-n", namespace, "--from-literal=user=responder");
    var more = new ArrayList<>(ALL);
    more.addAll(List.of("--set=image.registry=registry.example", "--set=existingSecret=login"));
    more.add("--set=config.nats.servers=nats://broker:4222");
    var upgraded = helm.succeed(words("upgrade", namespace, more));
    assertThat(upgraded)
        .contains(
            "BROKER     Alerts are read from nats://broker:4222.",
            "MONITORING Prometheus has to look for the label release: kube-prometheus-stack",
            "podMonitor.labels and prometheusRules.labels.",
            "SCALING    KEDA asks the broker in the namespace nats")
        .doesNotContain("IMAGE ", "LOGIN ", "NAMESPACE ", "NATS of its own chart");
    admitted(namespace);
    assertThat(kubectl.succeed("get", "flowschema", NAME, "-o", "name")).contains(NAME);
    // As an autoscaler does.
    kubectl.succeed("scale", "deployment", NAME, "-n", namespace, "--replicas=" + SCALED);
    helm.succeed(words("upgrade", namespace, more));
    assertThat(deployment(namespace).getReplicas()).isEqualTo(SCALED);

    var narrowed =
        List.of(
            "--set=namespaced.enabled=true",
            "--set=kubernetesEvents.enabled=true",
            "--set=config.dry-run=true");
    assertThat(helm.succeed(words("upgrade", namespace, narrowed)))
        .contains("RIGHTS     No namespace is named", "DRY RUN");
    assertThat(deployment(namespace).getReplicas()).as("no longer scaled").isEqualTo(2);
    assertThat(permissions(namespace)).isEmpty();
    assertThat(permissions(namespace, namespace))
        .containsExactlyInAnyOrderElementsOf(Permission.OWN_POD);

    helm.succeed("uninstall", RELEASE, "-n", namespace);
    assertThat(
            kubectl.succeed(
                "get",
                "deployments,configmaps,serviceaccounts,clusterroles,clusterrolebindings,roles,"
                    + "rolebindings,flowschemas,podmonitors,prometheusrules,scaledobjects",
                "-A",
                "-o",
                "name",
                "-l",
                "app.kubernetes.io/instance=" + RELEASE))
        .doesNotContain(NAME);
    kubectl.succeed("delete", "namespace", namespace, "--wait=false");
    Overlay.end(admin, namespace);
  }

  private String rendered(String namespace, String... options) {
    var words = new ArrayList<>(List.of("template", RELEASE, Helm.chart().toString()));
    words.addAll(List.of("-n", namespace));
    words.addAll(List.of(options));
    return helm.succeed(words.toArray(String[]::new));
  }

  private static String[] words(String verb, String namespace, List<String> more) {
    var words = Stream.of(verb, RELEASE, Helm.chart().toString(), "-n", namespace);
    return Stream.concat(words, more.stream()).toArray(String[]::new);
  }

  private String apply(String rendered) {
    var applied =
        kubectl.run(
            rendered,
            "apply",
            "--server-side",
            "--warnings-as-errors",
            "-f",
            "-",
            "-o",
            Overlay.VERSIONS);
    assertThat(applied.exit()).as(applied.output()).isZero();
    return applied.output();
  }

  private DeploymentSpec deployment(String namespace) {
    return admin.apps().deployments().inNamespace(namespace).withName(NAME).get().getSpec();
  }

  private void admitted(String namespace) {
    var template = deployment(namespace).getTemplate();
    var admitted = DeployedPod.tryToCreate(kubectl, namespace, template);
    assertThat(admitted.exit()).as(admitted.output()).isZero();
  }

  /** What the account may do in any namespace besides what every account may. */
  private Set<Permission> permissions(String namespace) {
    return permissions(namespace, "default");
  }

  private Set<Permission> permissions(String namespace, String where) {
    try (var account = server.serviceAccount(namespace, NAME).client();
        var stranger = server.serviceAccount(namespace, "stranger").client()) {
      var allowed = Permissions.granted(account, where);
      allowed.removeAll(Permissions.granted(stranger, where));
      return allowed;
    }
  }
}
