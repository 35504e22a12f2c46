package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code manifests/base} on a real API server. There is no controller: what would be made from the
 * Deployment is made here, as a dry run.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class ManifestsIT {
  private static final String NAMESPACE = "falco-response";
  private static final String ACCOUNT = "falco-responder";

  private final ApiServer server;
  private final KubernetesClient admin;
  private final Kubectl kubectl;

  ManifestsIT(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.admin = server.adminClient();
    this.kubectl = Kubectl.of(server, folder);
  }

  @BeforeAll
  void install() {
    var applied = apply();
    assertThat(applied.exit()).as(applied.output()).isZero();
  }

  @AfterAll
  void closeClient() {
    admin.close();
  }

  @Test
  void applyingAgainChangesNothing() {
    var before = versions();

    var again = apply();

    assertThat(again.exit()).as(again.output()).isZero();
    assertThat(before.output()).contains("Deployment/falco-responder ");
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void plainApplyAndServerSideApplyAgree() {
    var folder = BaseFolder.path().toString();
    assertThat(kubectl.run("", "apply", "-k", folder).exit()).isZero();

    var again = kubectl.run("", "apply", "-k", folder);
    var serverSide = apply();

    assertThat(again.output().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).endsWith(" unchanged"));
    assertThat(serverSide.exit()).as(serverSide.output()).isZero();
  }

  @Test
  void podOfTheDeploymentIsAdmittedWithoutAWarning() {
    var admitted = tryToCreate(template());

    assertThat(admitted.exit()).as(admitted.output()).isZero();
  }

  @Test
  void podThatCouldBecomeMoreThanItIsWouldBeRefused() {
    var template = template();
    template
        .getSpec()
        .getContainers()
        .getFirst()
        .getSecurityContext()
        .setAllowPrivilegeEscalation(true);

    var refused = tryToCreate(template);

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.output()).contains("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void podFindsTheFilesThatItMounts() {
    var names =
        template().getSpec().getVolumes().stream()
            .map(Volume::getConfigMap)
            .filter(Objects::nonNull)
            .map(map -> map.getName());

    assertThat(names)
        .hasSize(2)
        .allSatisfy(name ->
            assertThat(admin.configMaps().inNamespace(NAMESPACE).withName(name).get()).isNotNull());
  }

  @Test
  void accountMayDoWhatTheProgramNeedsAndNothingElse() {
    var allowed = permissions(ACCOUNT);
    allowed.removeAll(permissions("stranger"));

    assertThat(allowed).containsExactlyInAnyOrderElementsOf(Permission.NEEDED);
  }

  private Kubectl.Answer apply() {
    return kubectl.run(
        "", "apply", "--server-side", "--warnings-as-errors", "-k", BaseFolder.path().toString());
  }

  private Kubectl.Answer versions() {
    return kubectl.run(
        "",
        "get",
        "-k",
        BaseFolder.path().toString(),
        "-o",
        "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}");
  }

  private PodTemplateSpec template() {
    return DeployedPod.template(admin, NAMESPACE);
  }

  private Kubectl.Answer tryToCreate(PodTemplateSpec template) {
    return DeployedPod.tryToCreate(kubectl, NAMESPACE, template);
  }

  /** What the API server itself says that the account may do. */
  private Set<Permission> permissions(String account) {
    try (var client = server.serviceAccount(NAMESPACE, account).client()) {
      return Permissions.granted(client);
    }
  }
}
