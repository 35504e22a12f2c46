package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody's overlay that has the program run in another namespace, as the real kustomize sees it.
 */
class OverlayIT {
  private static final String ELSEWHERE = "security";

  static List<List<String>> components() {
    return Components.combinations();
  }

  @ParameterizedTest
  @MethodSource("components")
  void everythingAndEveryPermissionMovesToTheOtherNamespace(
      List<String> components, @TempDir Path folder) {
    var kubectl = new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);

    var built = Overlay.in(ELSEWHERE, kubectl, folder, components).built();

    assertThat(built).doesNotContain(Overlay.NAMESPACE);
    assertThat(Overlay.objects(built, "Namespace", Namespace.class))
        .singleElement()
        .satisfies(it -> assertThat(it.getMetadata().getName()).isEqualTo(ELSEWHERE));
    assertThat(Overlay.objects(built, "ServiceAccount", ServiceAccount.class))
        .singleElement()
        .satisfies(it -> assertThat(it.getMetadata().getNamespace()).isEqualTo(ELSEWHERE));
    assertThat(Overlay.objects(built, "ClusterRoleBinding", ClusterRoleBinding.class))
        .hasSize(bindings(components))
        .flatExtracting(ClusterRoleBinding::getSubjects)
        .hasSize(bindings(components))
        .allSatisfy(subject -> {
          assertThat(subject.getName()).isEqualTo(Overlay.ACCOUNT);
          assertThat(subject.getNamespace()).isEqualTo(ELSEWHERE);
        });
    assertThat(Overlay.objects(built, "RoleBinding", RoleBinding.class))
        .hasSize(with("role-binding.yaml", components))
        .allSatisfy(binding -> {
          assertThat(binding.getMetadata().getNamespace()).isEqualTo(ELSEWHERE);
          assertThat(binding.getSubjects())
              .singleElement()
              .satisfies(subject -> {
                assertThat(subject.getName()).isEqualTo(Overlay.ACCOUNT);
                assertThat(subject.getNamespace()).isEqualTo(ELSEWHERE);
              });
        });
  }

  /** The base has one, and each component that brings a permission. */
  private static int bindings(List<String> components) {
    return components.contains(Components.NAMESPACED)
        ? 0
        : 1 + with("cluster-role-binding.yaml", components);
  }

  /** How many of them have that file. */
  private static int with(String file, List<String> components) {
    return (int)
        components.stream()
            .map(Components::path)
            .filter(path -> Files.exists(path.resolve(file)))
            .count();
  }
}
