package dev.falcoresponder.bench;

import dev.falcoresponder.bench.Charts.Chart;
import dev.falcoresponder.bench.Charts.Line;
import dev.falcoresponder.bench.Charts.Point;
import java.util.ArrayList;
import java.util.List;

/** Wanted alerts, one after the other, in the midst of ever more that no rule wants. */
final class FloodedRun {
  private static final double GOAL = 3;

  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Charts charts;
  private final Progress progress;
  private final Deaths deaths;
  private final AlertStream stream;
  private final List<Point> middle = new ArrayList<>();
  private final List<Point> worst = new ArrayList<>();

  FloodedRun(Stage stage, Sizes sizes, Counts counts, Charts charts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.charts = charts;
    this.progress = progress;
    this.deaths = new Deaths(Scenario.FLOODED, stage, counts, progress);
    this.stream = new AlertStream(stage.connection());
  }

  List<Figure> all() {
    var replica = stage.replica().start();
    try (var killer = new AlertKiller(stage.connection(), List.of(replica))) {
      stream.clear();
      deaths.rate(killer, "warm-up", sizes.warmUp());
      for (var load : sizes.scale().loads()) {
        measure(killer, load);
      }
      var wanted = sizes.warmUp() + (long) sizes.alerts() * sizes.scale().loads().size();
      killer.checkAnswers(Scenario.FLOODED, counts, wanted);
      counts.expect(
          Scenario.FLOODED, "alerts ignored", stream.stored() - wanted, Noise.ignored(replica));
    }
    charts.add(
        new Chart(
            Scenario.FLOODED,
            "From a wanted alert to its pod's deletion",
            "unwanted alerts a second beside it",
            "ms",
            List.of(new Line("p99", true, worst), new Line("p50", true, middle))));
    return sizes.scale().loads().stream().map(this::figure).toList();
  }

  private void measure(AlertKiller killer, int load) {
    try (var pressure = new Pressure(stage.nats().url(), load)) {
      var who = "%,d/s beside".formatted(load);
      var times = deaths.times(killer, who, sizes.alerts(), sizes.pause());
      middle.add(new Point(load, Quantile.median(times)));
      worst.add(new Point(load, Quantile.of(times, 0.99)));
      progress.say(Scenario.FLOODED, "%,.0f/s were published".formatted(pressure.rate()));
    }
    stream.awaitSettled();
  }

  private Figure figure(int load) {
    var at = sizes.scale().loads().indexOf(load);
    var idle = worst.getFirst().y();
    var found = worst.get(at).y();
    return at == 0
        ? Figure.note(Scenario.FLOODED, "p99 idle", "ms", idle)
        : Figure.cost(Scenario.FLOODED, "p99, %,d/s".formatted(load), "ms", found, idle, GOAL);
  }
}
