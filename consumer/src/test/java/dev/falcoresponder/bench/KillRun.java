package dev.falcoresponder.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Pods that shall die: all at once, or one after the other. */
final class KillRun {
  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Progress progress;

  KillRun(Stage stage, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.progress = progress;
  }

  List<Figure> all(Scenario scenario) {
    var replica = stage.replica().start();
    var flags = BareProcess.ReplicaFlags.of(replica);
    try (var product = new AlertKiller(stage.connection(), replica);
        var bare = bare(flags)) {
      progress.say(scenario, "%d kills each to warm up, untimed".formatted(sizes.warmUp()));
      rate(scenario, bare, "warm-up, floor", sizes.warmUp());
      rate(scenario, product, "warm-up, program", sizes.warmUp());
      var figures = scenario == Scenario.KILL ? atOnce(bare, product) : oneByOne(bare, product);
      var stream = new AlertStream(stage.connection());
      stream.awaitSettled();
      counts.expect(scenario, "alerts left open", 0, stream.open(AlertStream.PROGRAM));
      var answers = replica.metrics().sum("falco_responder_actions_total");
      counts.expect(scenario, "answers", killed(scenario), Math.round(answers));
      return figures;
    }
  }

  private BareKiller bare(BareProcess.ReplicaFlags flags) {
    return new BareKiller(
        BareProcess.start(flags, BareDeletions.class, stage.account().toString()));
  }

  private long killed(Scenario scenario) {
    return sizes.warmUp()
        + (scenario == Scenario.KILL ? (long) sizes.kills() * sizes.killRounds() : sizes.alerts());
  }

  private List<Figure> atOnce(Killer bare, Killer product) {
    var rounds =
        Rounds.measure(
            sizes.killRounds(),
            () -> rate(Scenario.KILL, bare, "floor", sizes.kills()),
            () -> rate(Scenario.KILL, product, "program", sizes.kills()));
    return List.of(Figure.rate(Scenario.KILL, "pods killed", "1/s", rounds, 0.7));
  }

  private double rate(Scenario scenario, Killer killer, String who, int count) {
    var herd = Herd.of(stage.admin(), "bench", count);
    try (var watch = new DeletionWatch(stage.admin(), herd.namespace())) {
      var began = System.nanoTime();
      herd.pods().forEach(killer::kill);
      killer.flush();
      counts.expect(scenario, "pods killed", count, watch.await(herd.pods()));
      var rate = count * 1e9 / (watch.last() - began);
      progress.say(scenario, "%s: %d pods, %.0f/s".formatted(who, count, rate));
      checkDeletions(scenario, herd);
      return rate;
    }
  }

  private List<Figure> oneByOne(Killer bare, Killer product) {
    var floor = times(bare, "floor");
    var program = times(product, "program");
    return List.of(
        Figure.time(
            Scenario.LATENCY, "p50", Quantile.median(program), Quantile.median(floor), 1, 5),
        Figure.time(
            Scenario.LATENCY, "p99", Quantile.of(program, 0.99), Quantile.of(floor, 0.99), 1.3, 5));
  }

  private List<Double> times(Killer killer, String who) {
    var herd = Herd.of(stage.admin(), "bench", sizes.alerts());
    try (var watch = new DeletionWatch(stage.admin(), herd.namespace())) {
      var begun = new ArrayList<Long>();
      var next = System.nanoTime();
      for (var pod : herd.pods()) {
        next += sizes.pause().toNanos();
        LockSupport.parkNanos(next - System.nanoTime());
        begun.add(System.nanoTime());
        killer.kill(pod);
        killer.flush();
      }
      counts.expect(Scenario.LATENCY, "pods killed", herd.pods().size(), watch.await(herd.pods()));
      checkDeletions(Scenario.LATENCY, herd);
      var times = new ArrayList<Double>();
      for (int index = 0; index < begun.size(); index++) {
        times.add((watch.at(herd.pods().get(index)) - begun.get(index)) / 1e6);
      }
      progress.say(
          Scenario.LATENCY,
          "%s: p50 %.1f ms, p99 %.1f ms"
              .formatted(who, Quantile.median(times), Quantile.of(times, 0.99)));
      return times;
    }
  }

  /** Every pod was deleted once, by the precondition of its own uid. */
  private void checkDeletions(Scenario scenario, Herd herd) {
    var uids = herd.pods().stream().map(Pod::getMetadata).map(about -> about.getUid()).toList();
    var deletions = Audit.deletions(stage.audit(), herd.namespace(), herd.pods().size());
    counts.expect(scenario, "deletions", uids.size(), deletions.size());
    var named = new HashSet<String>();
    deletions.forEach(entry -> entry.uidPrecondition().ifPresent(named::add));
    counts.expect(scenario, "pods deleted by uid", uids.size(), named.size());
  }
}
