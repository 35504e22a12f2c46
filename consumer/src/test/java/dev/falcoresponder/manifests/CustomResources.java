package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Nack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The kinds that components use and other programs define. They stay. */
public final class CustomResources {
  private CustomResources() {}

  /** Has the API server know those of operators, as far as they are used. */
  static void define(Kubectl kubectl) {
    files().forEach(file -> define(kubectl, file));
  }

  /** Has it know those of NACK, as that ships them. */
  public static void defineNack(Kubectl kubectl) {
    define(kubectl, Nack.definitions());
  }

  private static void define(Kubectl kubectl, Path file) {
    kubectl.succeed("apply", "--server-side", "-f", file.toString());
    kubectl.succeed("wait", "--for=condition=Established", "--timeout=30s", "-f", file.toString());
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
