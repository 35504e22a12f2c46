package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the folders of {@code manifests/components} as it is in the work tree.
 *
 * @param name the folder's
 */
public record Component(String name) {
  /** Tells what was done by Kubernetes Events. */
  public static final Component EVENTS = new Component("kubernetes-events");

  /** Finds the pod of an alert that knows only the container. */
  static final Component RESOLVE = new Component("resolve-by-container-id");

  /** May look at what pods belong to. */
  static final Component OWNER_HEALTH = new Component("owner-health");

  /** Its folder. */
  public Path path() {
    return Repository.root().resolve("manifests/components").resolve(name);
  }

  /** An overlay of the base with this component; not every one has one. */
  public Path overlay() {
    return Repository.root().resolve("consumer/src/test/resources/manifests").resolve(name);
  }

  ClusterRole clusterRole() {
    return read("cluster-role.yaml", ClusterRole.class);
  }

  ClusterRoleBinding clusterRoleBinding() {
    return read("cluster-role-binding.yaml", ClusterRoleBinding.class);
  }

  Role role() {
    return read("role.yaml", Role.class);
  }

  RoleBinding roleBinding() {
    return read("role-binding.yaml", RoleBinding.class);
  }

  /** What the component adds to the container's environment. */
  public List<EnvVar> environment() {
    return read("deployment.yaml", Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv();
  }

  private <T> T read(String file, Class<T> kind) {
    try {
      return Serialization.unmarshal(Files.readString(path().resolve(file)), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
