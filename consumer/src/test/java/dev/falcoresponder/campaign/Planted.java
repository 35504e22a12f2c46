package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * The program with a defect: the one class is compiled anew, and its folder comes before the
 * program on the class path. The program itself has nothing for it.
 *
 * @param classes the folder
 */
record Planted(Path classes) {
  private static final String MAIN = "dev.falcoresponder.consumer.Main";

  /** Plants the defect in the program that {@link #build} has built. */
  static Planted of(Defect defect, Scratch scratch) {
    var file = Path.of("dev/falcoresponder/consumer/" + defect.source() + ".java");
    var changed = scratch.folder("planted").resolve(file.getFileName());
    try {
      var text =
          Files.readString(Repository.root().resolve("consumer/src/main/java").resolve(file));
      Files.writeString(changed, defect.plantedIn(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var classes = scratch.folder("classes");
    var status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                program(),
                changed.toString());
    if (status != 0) {
      throw new IllegalStateException("cannot compile " + changed);
    }
    return new Planted(classes);
  }

  /** What starts a replica. */
  List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xms32m",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classes + File.pathSeparator + program(),
        MAIN,
        "run");
  }

  private static String program() {
    var dist = Repository.root().resolve("consumer/target/dist");
    return dist.resolve("falco-responder.jar") + File.pathSeparator + dist.resolve("lib/*");
  }

  /** Builds the program where it is outdated. */
  static void build() {
    var launcher = Repository.root().resolve("scripts/falco-responder").toString();
    try {
      var status =
          new ProcessBuilder(launcher, "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(launcher + " version ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
