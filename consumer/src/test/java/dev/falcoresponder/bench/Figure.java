package dev.falcoresponder.bench;

import java.util.OptionalDouble;

/**
 * One measured figure.
 *
 * @param scenario where it comes from
 * @param name what it is
 * @param unit of value and floor
 * @param value what the program reached
 * @param floor what the bare client reached; empty where there is none to compare with
 * @param ratio value by floor, the median over the rounds
 * @param goal in words
 * @param met whether the goal was met
 */
record Figure(
    Scenario scenario,
    String name,
    String unit,
    double value,
    OptionalDouble floor,
    OptionalDouble ratio,
    String goal,
    boolean met) {

  /** A rate that shall reach a share of the floor's; medians, the ratio being that of rounds. */
  static Figure rate(Scenario scenario, String name, String unit, Rounds rounds, double share) {
    return atLeast(scenario, name, unit, rounds.product(), rounds.floor(), rounds.ratio(), share);
  }

  /** A value that shall reach a share of the floor's. */
  static Figure atLeast(
      Scenario scenario, String name, String unit, double value, double floor, double share) {
    return atLeast(scenario, name, unit, value, floor, value / floor, share);
  }

  private static Figure atLeast(
      Scenario scenario,
      String name,
      String unit,
      double value,
      double floor,
      double ratio,
      double share) {
    return new Figure(
        scenario,
        name,
        unit,
        value,
        OptionalDouble.of(floor),
        OptionalDouble.of(ratio),
        "≥ %.2f × floor".formatted(share),
        ratio >= share);
  }

  /** A time that shall not exceed {@code factor × floor + extra}. */
  static Figure time(
      Scenario scenario, String name, double value, double floor, double factor, double extra) {
    var goal =
        factor == 1
            ? "≤ floor + %.0f ms".formatted(extra)
            : "≤ %.1f × floor + %.0f ms".formatted(factor, extra);
    return new Figure(
        scenario,
        name,
        "ms",
        value,
        OptionalDouble.of(floor),
        OptionalDouble.of(value / floor),
        goal,
        value <= factor * floor + extra);
  }

  /** A cost that shall not exceed so many times that of something else. */
  static Figure cost(
      Scenario scenario, String name, String unit, double value, double floor, double factor) {
    return new Figure(
        scenario,
        name,
        unit,
        value,
        OptionalDouble.of(floor),
        OptionalDouble.of(value / floor),
        "≤ %.1f × floor".formatted(factor),
        value <= factor * floor);
  }

  /** A figure with a limit of its own. */
  static Figure limit(Scenario scenario, String name, String unit, double value, double limit) {
    return new Figure(
        scenario,
        name,
        unit,
        value,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "≤ %.0f %s".formatted(limit, unit),
        value <= limit);
  }

  /** A figure that only informs. */
  static Figure note(Scenario scenario, String name, String unit, double value) {
    return new Figure(
        scenario, name, unit, value, OptionalDouble.empty(), OptionalDouble.empty(), "", true);
  }
}
