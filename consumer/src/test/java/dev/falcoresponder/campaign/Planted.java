package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The program with defects: the classes that have them are compiled anew, and their folder comes
 * before the program on the class path. The program itself has nothing for it.
 *
 * @param classes the folder
 */
record Planted(Path classes) {
  private static final String MAIN = "dev.falcoresponder.consumer.Main";

  /** Plants the defects in the program that {@link #build} has built. */
  static Planted of(Set<Defect> defects, Scratch scratch) {
    var changed = scratch.folder("planted");
    var classes = scratch.folder("classes");
    var arguments =
        Stream.concat(
            Stream.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", program()),
            defects.stream().map(defect -> plant(defect, changed).toString()));
    var status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("cannot compile what is in " + changed);
    }
    return new Planted(classes);
  }

  /** Writes the changed source into that folder. */
  private static Path plant(Defect defect, Path folder) {
    var file = Path.of("dev/falcoresponder/consumer/" + defect.source() + ".java");
    var source = Repository.root().resolve("consumer/src/main/java").resolve(file);
    try {
      var text = defect.plantedIn(Files.readString(source));
      return Files.writeString(folder.resolve(file.getFileName()), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
