package dev.falcoresponder.consumer.cluster;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes labels of a namespace's JSON, or nothing of anything else. */
final class NamespaceReader {
  private NamespaceReader() {}

  private record NamespaceJson(@Nullable String kind, @Nullable Metadata metadata) {}

  private record Metadata(@Nullable String name, @Nullable Map<String, String> labels) {}

  static Optional<Map<String, String>> labels(String json, String asked) {
    return Json.read(json, NamespaceJson.class)
        .filter(namespace -> "Namespace".equals(namespace.kind))
        .flatMap(namespace -> Optional.ofNullable(namespace.metadata))
        .filter(metadata -> asked.equals(metadata.name))
        .map(metadata -> metadata.labels == null ? Map.of() : metadata.labels);
  }
}
