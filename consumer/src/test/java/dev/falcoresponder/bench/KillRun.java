package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import java.util.List;

/** Pods that shall die: all at once, or one after the other. */
final class KillRun {
  private final Stage stage;
  private final ReplicaFlags flags;
  private final Sizes sizes;
  private final Counts counts;
  private final Progress progress;

  KillRun(Stage stage, ReplicaFlags flags, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.flags = flags;
    this.sizes = sizes;
    this.counts = counts;
    this.progress = progress;
  }

  List<Figure> all(Scenario scenario) {
    var deaths = new Deaths(scenario, stage, counts, progress);
    var replica = stage.replica().start();
    try (var product = new AlertKiller(stage.connection(), List.of(replica));
        var bare = bare()) {
      progress.say(scenario, "%d kills each to warm up, untimed".formatted(sizes.warmUp()));
      deaths.rate(bare, "warm-up, floor", sizes.warmUp());
      deaths.rate(product, "warm-up, program", sizes.warmUp());
      var figures =
          scenario == Scenario.KILL
              ? atOnce(deaths, bare, product)
              : oneByOne(deaths, bare, product);
      product.checkAnswers(scenario, counts, sizes.warmUp() + killed(scenario));
      return figures;
    }
  }

  private BareKiller bare() {
    return new BareKiller(
        BareProcess.start(flags, BareDeletions.class, stage.account().toString()));
  }

  private long killed(Scenario scenario) {
    return scenario == Scenario.KILL ? (long) sizes.kills() * sizes.killRounds() : sizes.alerts();
  }

  private List<Figure> atOnce(Deaths deaths, Killer bare, Killer product) {
    var rounds =
        Rounds.measure(
            sizes.killRounds(),
            () -> deaths.rate(bare, "floor", sizes.kills()),
            () -> deaths.rate(product, "program", sizes.kills()));
    return List.of(Figure.rate(Scenario.KILL, "pods killed", "1/s", rounds, 0.85));
  }

  private List<Figure> oneByOne(Deaths deaths, Killer bare, Killer product) {
    var floor = deaths.times(bare, "floor", sizes.alerts(), sizes.pause());
    var program = deaths.times(product, "program", sizes.alerts(), sizes.pause());
    return List.of(
        Figure.time(
            Scenario.LATENCY, "p50", Quantile.median(program), Quantile.median(floor), 1, 5),
        Figure.time(
            Scenario.LATENCY, "p99", Quantile.of(program, 0.99), Quantile.of(floor, 0.99), 1.3, 5));
  }
}
