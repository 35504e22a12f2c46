package dev.falcoresponder.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The kinds that components use and others define, as far as they are used. */
final class CustomResources {
  private CustomResources() {}

  /** Has the API server know them, and returns when it does. */
  static void define(Kubectl kubectl) {
    for (var file : files()) {
      kubectl.succeed("apply", "--server-side", "-f", file.toString());
      kubectl.succeed("wait", "--for=condition=Established", "-f", file.toString());
    }
  }

  private static List<Path> files() {
    try (var files =
        Files.list(
            Path.of(Objects.requireNonNull(CustomResources.class.getResource("/crds")).toURI()))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
