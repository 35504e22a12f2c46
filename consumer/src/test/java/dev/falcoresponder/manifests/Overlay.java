package dev.falcoresponder.manifests;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody's overlay of {@code manifests/base}, and the commands by which it is installed and
 * removed.
 *
 * @param folder where its kustomization is
 */
record Overlay(Kubectl kubectl, Path folder) {
  /** The namespace of the base. */
  static final String NAMESPACE = "falco-response";

  /** The account of the base. */
  static final String ACCOUNT = "falco-responder";

  /** Each object with its version, for {@code kubectl -o}. */
  static final String VERSIONS =
      "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}";

  /** The base with components, as the README says. */
  static Overlay of(Kubectl kubectl, Path folder, List<String> components) {
    return write(kubectl, folder, "", components);
  }

  /** As {@link #of}, in another namespace. */
  static Overlay in(String namespace, Kubectl kubectl, Path folder, List<String> components) {
    return write(kubectl, folder, "namespace: " + namespace + "\n", components);
  }

  private static Overlay write(Kubectl kubectl, Path folder, String head, List<String> components) {
    try {
      var here = Files.createTempDirectory(folder, "overlay").toRealPath();
      var named =
          components.stream()
              .map(component -> here.relativize(real(Components.path(component))).toString())
              .collect(Collectors.joining(", "));
      Files.writeString(
          here.resolve("kustomization.yaml"),
          head
              + "resources: [%s]\ncomponents: [%s]\n"
                  .formatted(here.relativize(real(BaseFolder.path())), named));
      return new Overlay(kubectl, here);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code kubectl kustomize} makes of it. */
  String built() {
    return kubectl.succeed("kustomize", folder.toString());
  }

  /** The objects of a kind in what was {@link #built}. */
  static <T> List<T> objects(String built, String kind, Class<T> type) {
    return Stream.of(built.split("(?m)^---$", -1))
        .filter(document -> document.contains("\nkind: " + kind + "\n"))
        .map(document -> Serialization.unmarshal(document, type))
        .toList();
  }

  /** Applies it, and answers each object with the version that it then has. */
  String apply() {
    return kubectl.succeed(
        "apply", "--server-side", "--warnings-as-errors", "-k", folder.toString(), "-o", VERSIONS);
  }

  /** Those of its objects that are there, one a line. */
  String present() {
    return kubectl.succeed("get", "-k", folder.toString(), "--ignore-not-found", "-o", "name");
  }

  /** Deletes everything, the namespace too. */
  void remove(KubernetesClient admin, String namespace) {
    kubectl.succeed("delete", "-k", folder.toString(), "--wait=false");
    end(admin, namespace);
  }

  /** Ends a namespace as its controller would, of which there is none. */
  static void end(KubernetesClient admin, String namespace) {
    var emptied =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace)
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    admin.raw("/api/v1/namespaces/" + namespace + "/finalize", "PUT", emptied);
  }
}
