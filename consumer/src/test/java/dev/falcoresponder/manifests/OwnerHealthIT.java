package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code manifests/components/owner-health} beside the base. */
@ExtendWith(SharedServers.class)
class OwnerHealthIT {
  private final Kubectl kubectl;

  OwnerHealthIT(ApiServer server, @TempDir Path folder) {
    this.kubectl = Kubectl.of(server, folder);
  }

  @Test
  void kustomizationOfBaseAndComponentHasTheObjectsOfBoth(@TempDir Path folder) throws IOException {
    var here = folder.toRealPath();
    Files.writeString(
        here.resolve("kustomization.yaml"),
        """
        resources: [%s]
        components: [%s]
        """
            .formatted(
                here.relativize(BaseFolder.path().toRealPath()),
                here.relativize(Component.OWNER_HEALTH.path().toRealPath())));

    var base = names(BaseFolder.path());
    var both = names(here);

    assertThat(base).isNotEmpty();
    assertThat(both)
        .containsAll(base)
        .filteredOn(name -> !base.contains(name))
        .containsExactlyInAnyOrder(
            "clusterrole.rbac.authorization.k8s.io/falco-responder-owner-health",
            "clusterrolebinding.rbac.authorization.k8s.io/falco-responder-owner-health");
  }

  /** What would be made, without making it. */
  private List<String> names(Path kustomization) {
    var applied =
        kubectl.run("", "apply", "--dry-run=client", "-o", "name", "-k", kustomization.toString());
    assertThat(applied.exit()).as(applied.output()).isZero();
    return applied.output().lines().toList();
  }
}
