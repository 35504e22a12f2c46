package dev.falcoresponder.e2e;

import dev.falcoresponder.image.BuiltImage;
import dev.falcoresponder.image.UnpackedImage;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the tests of this package run the program: from the work tree by its launcher, on servers
 * that are open to it; or, with {@code -Dhardened=true}, from the unpacked image by its own Java,
 * on servers that hold it to what it needs: the users of the component {@code nats-accounts}, and
 * the components {@code admission} and {@code priority-level}.
 */
final class Arrangement {
  private static final String HOME = "/opt/falco-responder";

  private Arrangement() {}

  /** Whether the servers hold the program to what it needs, and it comes from the image. */
  static boolean hardened() {
    return Boolean.getBoolean("hardened");
  }

  /** The words that start the program with these arguments. */
  static List<String> program(String... arguments) {
    var words =
        hardened()
            ? FromTheImage.WORDS
            : List.of(Repository.root().resolve("scripts/falco-responder").toString());
    return Stream.concat(words.stream(), Stream.of(arguments)).toList();
  }

  /** Unpacked once for all tests of this JVM. */
  private static final class FromTheImage {
    private static final Scratch SCRATCH = Scratch.create("image");
    private static final List<String> WORDS = words();

    private FromTheImage() {}

    /** What the program's first line says, at the place where the image is now. */
    private static List<String> words() {
      var root = UnpackedImage.of(BuiltImage.archive(), SCRATCH.folder("image")).root();
      var home = root + HOME;
      var flags =
          SCRATCH.write("java.flags", read(Path.of(home, "java.flags")).replace(HOME, home));
      return List.of(home + "/java/bin/java", "@" + flags, home + "/falco-responder");
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
