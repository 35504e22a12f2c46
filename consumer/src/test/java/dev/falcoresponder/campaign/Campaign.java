package dev.falcoresponder.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks whatever the program needs while it works, and checks that nothing came of it. */
@Command(
    name = "scripts/campaign",
    description =
        "Breaks replicas, NATS, the API server and the ways between them while alerts come in, and"
            + " checks that none was lost, no wrong pod died and none was answered twice. Exit"
            + " code 1 where that is not so.",
    mixinStandardHelpOptions = true)
public final class Campaign implements Callable<Integer> {
  enum Output {
    text,
    json
  }

  @Option(
      names = "--seed",
      description = "Of the first run, each further one's is one more; random where none is given.")
  private long seed = new Random().nextLong(1_000_000_000);

  @Option(names = "--runs", description = "How many runs; 1 by default.")
  private int runs = 1;

  @Option(names = "--minutes", description = "No run begins later than that.")
  private int minutes = 24 * 60;

  @Option(names = "--pods", description = "Pods in each run; 400 by default.")
  private int pods = Sizes.FULL.pods();

  @Option(
      names = "--reborn",
      description = "Pods with the name of one that died, in each run; a quarter of --pods.")
  private int reborn = -1;

  @Option(names = "--rounds", description = "How often something breaks in a run; 10 by default.")
  private int rounds = Sizes.FULL.rounds();

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      split = ",",
      description = "Only those, separated by commas, of: ${COMPLETION-CANDIDATES}.",
      converter = FaultWord.class,
      completionCandidates = FaultWord.class)
  private List<FaultKind> faults = List.of();

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      description = "Keeps the replicas' logs of a run with violations there.")
  private @Nullable Path logs;

  @Option(names = "--short", description = "One run of less than a minute.")
  private boolean brief;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json.",
      defaultValue = "text")
  private Output output = Output.text;

  public static void main(String[] arguments) {
    var command = new CommandLine(new Campaign()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    var report = fight(new Progress(System.err, Optional.ofNullable(logs)));
    System.out.println(output == Output.json ? report.json() : report.table());
    return report.violations() == 0 ? 0 : 1;
  }

  private Plan plan(long runSeed, List<FaultKind> allowed) {
    return brief ? Plan.brief(runSeed) : Plan.of(runSeed, allowed, sizes());
  }

  private Sizes sizes() {
    return new Sizes(pods, rounds, reborn < 0 ? pods / 4 : reborn);
  }

  /** What was asked for; where that is everything, what can be done here. */
  private List<FaultKind> allowed(Progress progress) {
    if (!faults.isEmpty()) {
      return faults;
    }
    var possible = EnumSet.allOf(FaultKind.class);
    Clocks.missing()
        .ifPresent(why -> {
          possible.remove(FaultKind.STEP_CLOCK);
          progress.say("left out: " + FaultKind.STEP_CLOCK.word() + "; " + why);
        });
    return List.copyOf(possible);
  }

  private Report fight(Progress progress) {
    var until = Instant.now().plus(Duration.ofMinutes(minutes));
    var results = new ArrayList<Result>();
    var allowed = allowed(progress);
    try (var kube = new Kube()) {
      for (int run = 0; run < runs && Instant.now().isBefore(until); run++) {
        var plan = plan(seed + run, allowed);
        progress.say(
            "run %d of %d, seed %d: %s".formatted(run + 1, runs, plan.seed(), plan.words()));
        var result = Run.of(plan, kube, List.of(), progress);
        progress.say(
            "%d alerts in %d s, %d violations"
                .formatted(result.alerts(), result.took().toSeconds(), result.violations().size()));
        results.add(result);
      }
    }
    return new Report(results);
  }
}
