package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code manifests/components/owner-health}. */
final class OwnerHealthFolder {
  private OwnerHealthFolder() {}

  static Path path() {
    return Repository.root().resolve("manifests/components/owner-health");
  }

  static ClusterRole clusterRole() {
    return read("cluster-role.yaml", ClusterRole.class);
  }

  static ClusterRoleBinding clusterRoleBinding() {
    return read("cluster-role-binding.yaml", ClusterRoleBinding.class);
  }

  private static <T> T read(String file, Class<T> kind) {
    try {
      return Serialization.unmarshal(Files.readString(path().resolve(file)), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
