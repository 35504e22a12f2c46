package dev.falcoresponder.fuzz;

import dev.falcoresponder.servers.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How Jazzer is started: a program of its own on the class path of the tests. */
final class Jazzer {
  private static final int LONGEST = 8_192;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";

  private Jazzer() {}

  /** As the build has written it down; that of this JVM may be the one of a test runner. */
  private static String classPath() {
    var target = Repository.root().resolve("consumer/target");
    try {
      return Stream.of(
              target.resolve("test-classes").toString(),
              target.resolve("classes").toString(),
              Files.readString(target.resolve("test-class-path")).strip())
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command. It ends after that time with 0, or at the first input that fails with another
   * status.
   *
   * @param target the class with the method {@code fuzzerTestOneInput}
   * @param findings where inputs that fail are kept
   * @param corpora folders of inputs to begin with; those that reach new code go into the first
   */
  static List<String> command(String target, Duration time, Path findings, List<Path> corpora) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    if (time.compareTo(LONG) < 0) {
      command.add("-XX:TieredStopAtLevel=1"); // the second compiler would only begin by then
    }
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            MAIN,
            "--target_class=" + target,
            "--instrumentation_includes=dev.falcoresponder.**",
            // Hooks in libraries and the JDK cost all but a thousandth of the speed.
            "--custom_hook_includes=dev.falcoresponder.**",
            "--reproducer_path=" + findings,
            "-max_total_time=" + Math.max(1, time.toSeconds()),
            "-artifact_prefix=" + findings + "/",
            "-max_len=" + LONGEST,
            "-print_final_stats=1"));
    corpora.forEach(folder -> command.add(folder.toString()));
    return command;
  }
}
