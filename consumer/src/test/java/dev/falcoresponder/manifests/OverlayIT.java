package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody's overlay that has the program run in another namespace, as the real kustomize sees it.
 */
class OverlayIT {
  private static final String ELSEWHERE = "security";

  /** No component, each by itself, and all of them. */
  static List<List<String>> components() throws IOException {
    try (var folders = Files.list(manifests().resolve("components"))) {
      var all = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
      return Stream.concat(Stream.of(List.<String>of(), all), all.stream().map(List::of)).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("components")
  void everythingAndEveryPermissionMovesToTheOtherNamespace(
      List<String> components, @TempDir Path folder) throws IOException {
    var built = build(components, folder.toRealPath());

    assertThat(built).doesNotContain("falco-response");
    assertThat(ofKind("Namespace", built, Namespace.class))
        .singleElement()
        .satisfies(it -> assertThat(it.getMetadata().getName()).isEqualTo(ELSEWHERE));
    assertThat(ofKind("ServiceAccount", built, ServiceAccount.class))
        .singleElement()
        .satisfies(it -> assertThat(it.getMetadata().getNamespace()).isEqualTo(ELSEWHERE));
    assertThat(ofKind("ClusterRoleBinding", built, ClusterRoleBinding.class))
        .hasSize(components.size() + 1)
        .flatExtracting(ClusterRoleBinding::getSubjects)
        .hasSize(components.size() + 1)
        .allSatisfy(subject -> {
          assertThat(subject.getName()).isEqualTo("falco-responder");
          assertThat(subject.getNamespace()).isEqualTo(ELSEWHERE);
        });
  }

  private static String build(List<String> components, Path folder) throws IOException {
    var root = folder.relativize(manifests().toRealPath());
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "namespace: %s\nresources: [%s/base]\ncomponents: [%s]\n"
            .formatted(
                ELSEWHERE,
                root,
                components.stream()
                    .map(name -> root + "/components/" + name)
                    .collect(Collectors.joining(", "))));
    var kubectl = new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);
    var built = kubectl.run("", "kustomize", folder.toString());
    assertThat(built.exit()).as(built.output()).isZero();
    return built.output();
  }

  private static <T> List<T> ofKind(String kind, String yaml, Class<T> type) {
    return Stream.of(yaml.split("(?m)^---$", -1))
        .filter(document -> document.contains("\nkind: " + kind + "\n"))
        .map(document -> Serialization.unmarshal(document, type))
        .toList();
  }

  private static Path manifests() {
    return Repository.root().resolve("manifests");
  }
}
