package dev.falcoresponder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Rates of program and bare client, measured in turn because a machine's mood changes. */
final class Rounds {
  private final List<Double> products = new ArrayList<>();
  private final List<Double> floors = new ArrayList<>();

  /** Measures both so often, each going first every other time. */
  static Rounds measure(int count, DoubleSupplier floor, DoubleSupplier product) {
    var rounds = new Rounds();
    for (int round = 0; round < count; round++) {
      if (round % 2 == 0) {
        rounds.floors.add(floor.getAsDouble());
        rounds.products.add(product.getAsDouble());
      } else {
        rounds.products.add(product.getAsDouble());
        rounds.floors.add(floor.getAsDouble());
      }
    }
    return rounds;
  }

  double product() {
    return Quantile.median(products);
  }

  double floor() {
    return Quantile.median(floors);
  }

  /** The median of the rounds' ratios. */
  double ratio() {
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < products.size(); round++) {
      ratios.add(products.get(round) / floors.get(round));
    }
    return Quantile.median(ratios);
  }
}
