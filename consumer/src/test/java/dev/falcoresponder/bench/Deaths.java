package dev.falcoresponder.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Has pods killed, watches them die, and checks that each died once and by its own uid. */
record Deaths(Scenario scenario, Stage stage, Counts counts, Progress progress) {
  /** Pods a second, all at once, from the first word to the last death that a watch shows. */
  double rate(Killer killer, String who, int count) {
    var herd = Herd.of(stage.admin(), "bench", count);
    try (var watch = new DeletionWatch(stage.admin(), herd.namespace())) {
      var began = System.nanoTime();
      herd.pods().forEach(killer::kill);
      killer.flush();
      counts.expect(scenario, "pods killed", count, watch.await(herd.pods()));
      var rate = count * 1e9 / (watch.last() - began);
      progress.say(scenario, "%s: %d pods, %.0f/s".formatted(who, count, rate));
      checkDeletions(herd);
      return rate;
    }
  }

  /** Milliseconds from the word to the death, one pod after the other with a pause between. */
  List<Double> times(Killer killer, String who, int count, Duration pause) {
    var herd = Herd.of(stage.admin(), "bench", count);
    try (var watch = new DeletionWatch(stage.admin(), herd.namespace())) {
      var begun = new ArrayList<Long>();
      var next = System.nanoTime();
      for (var pod : herd.pods()) {
        next += pause.toNanos();
        LockSupport.parkNanos(next - System.nanoTime());
        begun.add(System.nanoTime());
        killer.kill(pod);
        killer.flush();
      }
      counts.expect(scenario, "pods killed", herd.pods().size(), watch.await(herd.pods()));
      checkDeletions(herd);
      var times = new ArrayList<Double>();
      for (int index = 0; index < begun.size(); index++) {
        times.add((watch.at(herd.pods().get(index)) - begun.get(index)) / 1e6);
      }
      progress.say(
          scenario,
          "%s: p50 %.1f ms, p99 %.1f ms"
              .formatted(who, Quantile.median(times), Quantile.of(times, 0.99)));
      return times;
    }
  }

  /** Every pod was deleted once, by the precondition of its own uid. */
  private void checkDeletions(Herd herd) {
    var uids = herd.pods().stream().map(Pod::getMetadata).map(about -> about.getUid()).toList();
    var deletions = Audit.deletions(stage.audit(), herd.namespace(), herd.pods().size());
    counts.expect(scenario, "deletions", uids.size(), deletions.size());
    var named = new HashSet<String>();
    deletions.forEach(entry -> entry.uidPrecondition().ifPresent(named::add));
    counts.expect(scenario, "pods deleted by uid", uids.size(), named.size());
  }
}
