package dev.falcoresponder.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(
      paramLabel = "SCENARIO",
      description = "kill, latency, noise, flood, start, rules; all of them where none is given.")
  private List<Scenario> scenarios = List.of();

  @Option(names = "--short", description = "Just enough to see that every count is right.")
  private boolean brief;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json.",
      defaultValue = "text")
  private Output output = Output.text;

  public static void main(String[] arguments) {
    var command = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    var wanted = scenarios.isEmpty() ? Arrays.asList(Scenario.values()) : scenarios;
    var report = measure(wanted, brief ? Sizes.SHORT : Sizes.FULL, new Progress(System.err));
    System.out.println(output == Output.json ? report.json() : report.table());
    report.wrong().forEach(System.err::println);
    return report.wrong().isEmpty() ? 0 : 1;
  }

  /** Measures these, in order, on servers of its own. */
  static Report measure(List<Scenario> scenarios, Sizes sizes, Progress progress) {
    var counts = new Counts();
    try (var stage = Stage.open()) {
      var figures =
          scenarios.stream()
              .flatMap(scenario -> figures(scenario, stage, sizes, counts, progress).stream())
              .toList();
      return new Report(figures, counts.wrong());
    }
  }

  private static List<Figure> figures(
      Scenario scenario, Stage stage, Sizes sizes, Counts counts, Progress progress) {
    return switch (scenario) {
      case KILL, LATENCY -> new KillRun(stage, sizes, counts, progress).all(scenario);
      case NOISE -> new DrainRun(stage, sizes, counts, progress).noise();
      case FLOOD -> new DrainRun(stage, sizes, counts, progress).flood();
      case RULES -> new RulesRun(stage, sizes, counts, progress).all();
      case START -> new StartRun(stage, sizes, progress).starts();
    };
  }
}
