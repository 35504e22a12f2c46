package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder {@code manifests/components/resolve-by-container-id} as it is in the work tree. */
final class ResolveComponent {
  private static final String NAME = "resolve-by-container-id";

  private ResolveComponent() {}

  /** An overlay of the base with the component. */
  static Path overlay() {
    return Repository.root().resolve("consumer/src/test/resources/manifests/" + NAME);
  }

  static ClusterRole clusterRole() {
    return Serialization.unmarshal(text("cluster-role.yaml"), ClusterRole.class);
  }

  /** What the component adds to the container's environment. */
  static List<EnvVar> environment() {
    return Serialization.unmarshal(text("deployment.yaml"), Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv();
  }

  private static String text(String file) {
    try {
      return Files.readString(
          Repository.root().resolve("manifests/components").resolve(NAME).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
