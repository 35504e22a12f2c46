package dev.falcoresponder.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders of {@code manifests/components}, and which of them go together. */
final class Components {
  /** Goes with everything, and comes last. */
  static final String NAMESPACED = "namespaced";

  /** What has no say in where alerts come from, and asks for nothing in every namespace. */
  private static final List<String> ANYWHERE =
      List.of(
          "admission",
          "kubernetes-events",
          "monitoring",
          "network-policy",
          "owner-health",
          "pdb",
          "priority-level");

  private static final String EVERYWHERE = "resolve-by-container-id";

  private Components() {}

  static Path path(String component) {
    return new Component(component).path();
  }

  /** All there are, by name. */
  static List<String> all() {
    try (var folders = Files.list(path(""))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No component, each by itself, and all that go together. */
  static List<List<String>> combinations() {
    return Stream.of(
            Stream.of(List.<String>of()),
            all().stream().map(List::of),
            Stream.of(
                with(EVERYWHERE, "hpa", "nats-accounts", "nack"),
                with("hpa", "openfaas-pro"),
                with("openfaas-ce"),
                with("keda", "nats-accounts", NAMESPACED)))
        .flatMap(lists -> lists)
        .toList();
  }

  private static List<String> with(String... more) {
    var components = new ArrayList<>(ANYWHERE);
    components.addAll(List.of(more));
    return List.copyOf(components);
  }
}
