package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the program beside a bare client. */
@Command(
    name = "scripts/bench",
    description =
        "Measures falco-responder on real servers, each figure beside what a bare client reaches in"
            + " the same run. Exit code 1 where a count is wrong; a missed goal is only shown.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  enum Output {
    text,
    json
  }

  private static final Set<Scenario> DRAWN = EnumSet.of(Scenario.REPLICAS, Scenario.FLOODED);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SCENARIO",
      description =
          "kill, latency, noise, flood, start, rules, replicas, backlog, claims, flooded; all of"
              + " them where none is given.")
  private List<Scenario> scenarios = List.of();

  @Option(names = "--short", description = "Just enough to see that every count is right.")
  private boolean brief;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json.",
      defaultValue = "text")
  private Output output = Output.text;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Where to draw what replicas and flooded have measured, as SVG.")
  private @Nullable Path plot;

  public static void main(String[] arguments) {
    var command = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var wanted = scenarios.isEmpty() ? Arrays.asList(Scenario.values()) : scenarios;
    if (plot != null && Collections.disjoint(wanted, DRAWN)) {
      throw new ParameterException(
          spec.commandLine(), "--plot has nothing to draw; measure replicas or flooded as well");
    }
    var report = measure(wanted, brief ? Sizes.SHORT : Sizes.FULL, new Progress(System.err));
    if (plot != null) {
      Files.writeString(plot, Plot.svg(report.charts()));
    }
    System.out.println(output == Output.json ? report.json() : report.table());
    report.wrong().forEach(System.err::println);
    return report.wrong().isEmpty() ? 0 : 1;
  }

  /** Measures these, in order, on servers of its own. */
  static Report measure(List<Scenario> scenarios, Sizes sizes, Progress progress) {
    var counts = new Counts();
    var charts = new Charts();
    try (var stage = Stage.open()) {
      var flags = stage.replicaFlags();
      var figures =
          scenarios.stream()
              .flatMap(scenario ->
                  figures(scenario, stage, flags, sizes, counts, charts, progress).stream())
              .toList();
      return new Report(figures, charts.all(), counts.wrong());
    }
  }

  private static List<Figure> figures(
      Scenario scenario,
      Stage stage,
      ReplicaFlags flags,
      Sizes sizes,
      Counts counts,
      Charts charts,
      Progress progress) {
    return switch (scenario) {
      case KILL, LATENCY -> new KillRun(stage, flags, sizes, counts, progress).all(scenario);
      case NOISE -> new DrainRun(stage, flags, sizes, counts, progress).noise();
      case FLOOD -> new DrainRun(stage, flags, sizes, counts, progress).flood();
      case RULES -> new RulesRun(stage, flags, sizes, counts, progress).all();
      case REPLICAS -> new ReplicasRun(stage, sizes, counts, charts, progress).all();
      case BACKLOG -> new BacklogRun(stage, flags, sizes, counts, progress).all();
      case CLAIMS -> new ClaimsRun(stage, sizes, counts, progress).all();
      case FLOODED -> new FloodedRun(stage, sizes, counts, charts, progress).all();
      case START -> new StartRun(stage, sizes, progress).starts();
    };
  }
}
