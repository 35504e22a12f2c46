package dev.falcoresponder.bench;

import dev.falcoresponder.bench.Charts.Chart;
import dev.falcoresponder.bench.Charts.Line;
import dev.falcoresponder.bench.Charts.Point;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replicas that share a burst, with an API server that is far away. Each may have only a few
 * requests in flight, so that it is the waiting that is shared, and not this machine's processors.
 */
final class ReplicasRun {
  /** One way, so that an answer takes 20 ms. */
  private static final Duration AWAY = Duration.ofMillis(10);

  private static final double GOAL = 0.9;

  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Charts charts;
  private final Deaths deaths;

  ReplicasRun(Stage stage, Sizes sizes, Counts counts, Charts charts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.charts = charts;
    this.deaths = new Deaths(Scenario.REPLICAS, stage, counts, progress);
  }

  List<Figure> all() {
    var measured = new ArrayList<Point>();
    try (var proxy = TcpProxy.to(stage.cluster())) {
      proxy.become(new Link.Slow(AWAY));
      var builder =
          stage
              .replica()
              .kubeconfig(stage.accountThrough(proxy))
              .setting("kubernetes.max-in-flight", Integer.toString(sizes.scale().inFlight()));
      for (var count : sizes.scale().replicas()) {
        measured.add(new Point(count, rate(builder, count)));
      }
    }
    var one = measured.getFirst();
    var linear = measured.stream().map(point -> new Point(point.x(), one.y() * point.x())).toList();
    charts.add(
        new Chart(
            Scenario.REPLICAS,
            "Pods deleted a second, by an API server 20 ms away",
            "replicas",
            "pods/s",
            List.of(
                new Line("linear", false, linear), new Line("falco-responder", true, measured))));
    return IntStream.range(0, measured.size())
        .mapToObj(index -> figure(measured.get(index), linear.get(index)))
        .toList();
  }

  private static Figure figure(Point measured, Point linear) {
    var name = "%.0f sharing".formatted(measured.x());
    return measured.x() == 1
        ? Figure.note(Scenario.REPLICAS, "1 alone", "1/s", measured.y())
        : Figure.atLeast(Scenario.REPLICAS, name, "1/s", measured.y(), linear.y(), GOAL);
  }

  private double rate(ResponderBuilder builder, int count) {
    var rates = new ArrayList<Double>();
    try (var responders = Responders.start(builder, count)) {
      var killer = new AlertKiller(stage.connection(), responders.all());
      var warmUp = sizes.warmUp() * count;
      deaths.rate(killer, "warm-up, %d replicas".formatted(count), warmUp);
      for (int round = 0; round < sizes.killRounds(); round++) {
        rates.add(deaths.rate(killer, count + " replicas", sizes.scale().burst()));
      }
      var burst = (long) sizes.scale().burst() * sizes.killRounds();
      killer.checkAnswers(Scenario.REPLICAS, counts, warmUp + burst);
      var idle = responders.all().stream().filter(each -> AlertKiller.answers(each) == 0).count();
      counts.expect(Scenario.REPLICAS, "replicas that did nothing", 0, idle);
      responders.all().forEach(ResponderProcess::stop);
    }
    return Quantile.median(rates);
  }
}
