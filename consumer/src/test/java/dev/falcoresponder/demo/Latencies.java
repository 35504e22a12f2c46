package dev.falcoresponder.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Times that were measured. */
final class Latencies {
  private final List<Duration> all = new CopyOnWriteArrayList<>();

  void add(Collection<Duration> times) {
    all.addAll(times);
  }

  int count() {
    return all.size();
  }

  /**
   * The time within which that part of them lay: the nearest rank.
   *
   * @param part above 0, at most 1
   */
  Duration quantile(double part) {
    var sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
