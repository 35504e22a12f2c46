package dev.falcoresponder.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Makes an image of the tree that {@code scripts/image} has laid out, and brings it to its targets.
 */
public final class ImageBuild {
  private static final String HOME = "/opt/falco-responder";
  private static final int HTTP_PORT = 8080;

  private final Recipe recipe;

  private ImageBuild(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Exits with 1 and one line where a target cannot be reached.
   *
   * @param arguments see {@link Recipe}
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      new ImageBuild(Recipe.of(List.of(arguments))).run();
    } catch (ExecutionException e) {
      fail(e.getCause() == null ? e : e.getCause());
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | IOException e) {
      fail(e);
    }
  }

  private static void fail(Throwable cause) {
    System.err.println("image: " + String.valueOf(cause.getMessage()).replaceAll("\\s+", " "));
    System.exit(1);
  }

  private void run()
      throws InterruptedException,
          ExecutionException,
          InvalidImageReferenceException,
          RegistryException,
          CacheDirectoryCreationException,
          IOException {
    var bill = BillOfMaterials.of(recipe.bill(), recipe.tree());
    var home = recipe.tree().resolve("opt/falco-responder");
    Files.writeString(home.resolve("falco-responder.cdx.json"), bill.json());
    Files.writeString(home.resolve("licences.txt"), bill.licences());
    for (var target : recipe.targets()) {
      var image = image().containerize(containerizer(target));
      if (target instanceof Target.Archive(var file)) {
        Files.writeString(Path.of(file + ".cdx.json"), bill.json());
        Files.writeString(Path.of(file + ".licences.txt"), bill.licences());
      }
      System.out.println(line(target, image));
    }
  }

  private JibContainerBuilder image() throws IOException {
    return Jib.fromScratch()
        .setFormat(recipe.format())
        .setPlatforms(Set.of(new Platform(recipe.architecture(), "linux")))
        .setCreationTime(recipe.created())
        .setFileEntriesLayers(Layers.of(recipe.tree()))
        .setEntrypoint(
            HOME + "/java/bin/java", "@" + HOME + "/java.flags", HOME + "/falco-responder")
        .setProgramArguments("run")
        .setEnvironment(Map.of("PATH", HOME, "LC_CTYPE", "C.UTF-8"))
        .setUser("65532:65532")
        .setExposedPorts(Port.tcp(HTTP_PORT))
        .addLabel("org.opencontainers.image.title", "falco-responder")
        .addLabel(
            "org.opencontainers.image.description",
            "Reads Falco's alerts from NATS and deletes the pods that your rules name")
        .addLabel("org.opencontainers.image.version", recipe.version())
        .addLabel("org.opencontainers.image.revision", recipe.revision())
        .addLabel("org.opencontainers.image.created", recipe.created().toString());
  }

  private Containerizer containerizer(Target target)
      throws InvalidImageReferenceException, IOException {
    var layers = Files.createDirectories(recipe.tree().resolveSibling("layers"));
    var containerizer =
        switch (target) {
          case Target.Archive(var file) -> Containerizer.to(TarImage.at(file).named(recipe.name()));
          case Target.Docker() -> Containerizer.to(DockerDaemonImage.named(recipe.name()));
          case Target.Registry(var name) -> registry(ImageReference.parse(name));
        };
    return containerizer
        .setApplicationLayersCache(layers)
        .setBaseImageLayersCache(layers)
        .setToolName("falco-responder");
  }

  private static Containerizer registry(ImageReference name) {
    var image =
        RegistryImage.named(name)
            .addCredentialRetriever(
                CredentialRetrieverFactory.forImage(name, _ -> {}).dockerConfig());
    return Containerizer.to(image)
        .setAllowInsecureRegistries(name.getRegistry().startsWith("localhost:"));
  }

  private String line(Target target, JibContainer image) throws IOException {
    return switch (target) {
      case Target.Archive(var file) ->
          "%s %s, %.1f MB".formatted(image.getDigest(), file, Files.size(file) / 1e6);
      case Target.Docker() -> "%s Docker: %s".formatted(image.getDigest(), recipe.name());
      case Target.Registry(var name) -> "%s %s".formatted(image.getDigest(), name);
    };
  }
}
