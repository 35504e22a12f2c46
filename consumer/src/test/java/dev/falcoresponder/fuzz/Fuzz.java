package dev.falcoresponder.fuzz;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has Jazzer look for bytes that make the program fail, one target after the other. */
@Command(
    name = "scripts/fuzz",
    description =
        "Looks for alerts, rules, configurations, claims and outcome events that make the program"
            + " fail, guided by which code they reach. Exit code 1 where one is found.",
    mixinStandardHelpOptions = true)
public final class Fuzz implements Callable<Integer> {
  @Option(names = "--minutes", description = "For all targets together; 10 by default.")
  private double minutes = 10;

  @Parameters(
      paramLabel = "TARGET",
      arity = "0..*",
      description = "Only those of: ${COMPLETION-CANDIDATES}.")
  private List<Target> targets = List.of();

  public static void main(String[] arguments) {
    var command = new CommandLine(new Fuzz()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var chosen = targets.isEmpty() ? Arrays.asList(Target.values()) : targets;
    var each = Duration.ofMillis((long) (minutes * 60_000 / chosen.size()));
    var failed = new ArrayList<String>();
    for (var target : chosen) {
      if (run(target, each) != 0) {
        failed.add(target.word());
      }
    }
    System.out.println(
        failed.isEmpty()
            ? "nothing was found in " + chosen.size() + " targets"
            : "found something in " + String.join(", ", failed) + "; see above");
    return failed.isEmpty() ? 0 : 1;
  }

  private static int run(Target target, Duration time) throws IOException, InterruptedException {
    System.err.printf("%s, for %d s%n", target.word(), time.toSeconds());
    var root = Repository.root();
    var found = Files.createDirectories(root.resolve("consumer/target/fuzz/" + target.word()));
    var folders = new ArrayList<>(List.of(found));
    folders.addAll(corpora(target));
    return new ProcessBuilder(Jazzer.command(target.className(), time, found, folders))
        .directory(root.toFile())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** The inputs in a folder. */
  static List<Path> inputs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The folders with a target's inputs that are kept with the tests. */
  static List<Path> corpora(Target target) {
    var resources = Repository.root().resolve("consumer/src/test/resources");
    return target.corpora().stream().map(resources::resolve).toList();
  }
}
