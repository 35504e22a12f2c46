package dev.falcoresponder.bench;

import java.util.List;

/** Quantiles of what was measured, by the nearest rank. */
final class Quantile {
  private Quantile() {}

  static double median(List<Double> values) {
    return of(values, 0.5);
  }

  /** The smallest value that at least that share of all values does not exceed. */
  static double of(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
