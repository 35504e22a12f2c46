package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder {@code manifests/components/kubernetes-events} as it is in the work tree. */
public final class EventsComponent {
  private static final String NAME = "kubernetes-events";

  private EventsComponent() {}

  /** An overlay of the base with the component. */
  public static Path overlay() {
    return Repository.root().resolve("consumer/src/test/resources/manifests").resolve(NAME);
  }

  static ClusterRole clusterRole() {
    return read("cluster-role.yaml", ClusterRole.class);
  }

  static ClusterRoleBinding clusterRoleBinding() {
    return read("cluster-role-binding.yaml", ClusterRoleBinding.class);
  }

  /** What the component adds to the container's environment. */
  static List<EnvVar> environment() {
    return read("deployment.yaml", Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv();
  }

  private static <T> T read(String file, Class<T> kind) {
    try {
      var folder = Repository.root().resolve("manifests/components").resolve(NAME);
      return Serialization.unmarshal(Files.readString(folder.resolve(file)), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
