package dev.falcoresponder.image;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The image of this build, which takes some seconds to make: once for the tests of all JVMs. */
public final class BuiltImage {
  private static final Path TARGET = Repository.root().resolve("consumer/target");
  private static final Path ARCHIVE = TARGET.resolve("tested-image.tar");

  /** Each build writes it anew. */
  private static final Path BUILD = TARGET.resolve("test-class-path");

  private BuiltImage() {}

  /** The archive; its companions of {@code scripts/image --output} are beside it. */
  public static Path archive() {
    try (var channel =
            FileChannel.open(
                TARGET.resolve("tested-image.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!Files.exists(ARCHIVE) || isOlderThanTheBuild()) {
        Words.buildImage(ARCHIVE);
      }
      return ARCHIVE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOlderThanTheBuild() throws IOException {
    return Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(BUILD)) < 0;
  }
}
