package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code manifests/base} as it is in the work tree, before kustomize. */
final class BaseFolder {
  private BaseFolder() {}

  static Path path() {
    return Repository.root().resolve("manifests/base");
  }

  static Path config() {
    return path().resolve("config.yaml");
  }

  static Path rules() {
    return path().resolve("rules/rules.yaml");
  }

  static ClusterRole clusterRole() {
    return Serialization.unmarshal(text("cluster-role.yaml"), ClusterRole.class);
  }

  static PodSpec pod() {
    return Serialization.unmarshal(text("deployment.yaml"), Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  static Container container() {
    return pod().getContainers().getFirst();
  }

  static String text(String file) {
    try {
      return Files.readString(path().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
