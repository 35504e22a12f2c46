package dev.falcoresponder.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of a tree in layers, what changes least first. They all have the same age and belong to
 * root; whether a file may be executed is all that is taken from the tree.
 */
final class Layers {
  /** As {@code scripts/image} sets it for the training; the AOT cache holds for that age only. */
  private static final Instant AGE = Instant.ofEpochSecond(1);

  private static final String HOME = "opt/falco-responder/";
  private static final String OWN_LIBRARY = HOME + "lib/shared-model-";

  private enum Layer {
    SYSTEM,
    RUNTIME,
    LIBRARIES,
    PROGRAM,
    AOT_CACHE
  }

  private Layers() {}

  static List<FileEntriesLayer> of(Path tree) throws IOException {
    try (var paths = Files.walk(tree)) {
      var layers =
          paths
              .filter(path -> !path.equals(tree))
              .sorted()
              .collect(
                  Collectors.groupingBy(
                      path -> layer(tree.relativize(path)), TreeMap::new, Collectors.toList()));
      return layers.entrySet().stream().map(layer -> layer(tree, layer)).toList();
    }
  }

  private static FileEntriesLayer layer(Path tree, Map.Entry<Layer, List<Path>> layer) {
    return FileEntriesLayer.builder()
        .setName(layer.getKey().name())
        .setEntries(layer.getValue().stream().map(path -> entry(tree, path)).toList())
        .build();
  }

  private static FileEntry entry(Path tree, Path path) {
    var inside = AbsoluteUnixPath.fromPath(Path.of("/").resolve(tree.relativize(path)));
    return new FileEntry(path, inside, permissions(path, inside.toString()), AGE);
  }

  private static FilePermissions permissions(Path path, String inside) {
    if (inside.equals("/tmp")) {
      return FilePermissions.fromOctalString("777");
    }
    return FilePermissions.fromOctalString(Files.isExecutable(path) ? "755" : "644");
  }

  private static Layer layer(Path inside) {
    var path = inside.toString();
    if (!path.startsWith(HOME)) {
      return Layer.SYSTEM;
    }
    if (path.startsWith(HOME + "java/") || path.equals(HOME + "java")) {
      return Layer.RUNTIME;
    }
    if (path.startsWith(HOME + "lib") && !path.startsWith(OWN_LIBRARY)) {
      return Layer.LIBRARIES;
    }
    return path.endsWith(".aot") ? Layer.AOT_CACHE : Layer.PROGRAM;
  }
}
