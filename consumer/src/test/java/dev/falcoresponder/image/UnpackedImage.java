package dev.falcoresponder.image;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An OCI archive, laid out on disk as a container engine would.
 *
 * @param root the files of all layers
 * @param digest of the manifest
 * @param name that the archive gives the image
 * @param config how to run it
 * @param compressed the size of all layers in bytes, as they are pulled
 */
public record UnpackedImage(
    Path root, String digest, String name, JsonObject config, long compressed) {
  /** Unpacks into that folder, owners and all. */
  public static UnpackedImage of(Path archive, Path folder) {
    var layout = folder.resolve("layout");
    var root = folder.resolve("root");
    untar(archive, layout);
    var entry = json(layout.resolve("index.json")).getAsJsonArray("manifests").get(0);
    var digest = digest(entry);
    var manifest = json(blob(layout, digest));
    long compressed = 0;
    for (var layer : manifest.getAsJsonArray("layers")) {
      untar(blob(layout, digest(layer)), root);
      compressed += layer.getAsJsonObject().get("size").getAsLong();
    }
    var config = json(blob(layout, digest(manifest.get("config")))).getAsJsonObject("config");
    var name =
        entry
            .getAsJsonObject()
            .getAsJsonObject("annotations")
            .get("org.opencontainers.image.ref.name")
            .getAsString();
    return new UnpackedImage(root, digest, name, config, compressed);
  }

  /** A list of the configuration, such as {@code Entrypoint}. */
  public List<String> words(String key) {
    return config.getAsJsonArray(key).asList().stream().map(JsonElement::getAsString).toList();
  }

  /** A label, by the last part of its name: {@code version} and so on. */
  public String label(String name) {
    return config.getAsJsonObject("Labels").get("org.opencontainers.image." + name).getAsString();
  }

  private static String digest(JsonElement descriptor) {
    return descriptor.getAsJsonObject().get("digest").getAsString();
  }

  private static Path blob(Path layout, String digest) {
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static JsonObject json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void untar(Path archive, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var said = Words.run(List.of("tar", "-xpf", archive.toString(), "-C", folder.toString()));
    if (said.exit() != 0) {
      throw new IllegalStateException(said.text());
    }
  }
}
