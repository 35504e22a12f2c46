package dev.falcoresponder.bench;

import java.util.ArrayList;
import java.util.List;

/** What can be drawn of a run. */
final class Charts {
  private final List<Chart> all = new ArrayList<>();

  /**
   * One drawing.
   *
   * @param x what goes to the right
   * @param y what goes up
   */
  record Chart(Scenario scenario, String title, String x, String y, List<Line> lines) {
    Chart {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Points that belong together, from left to right.
   *
   * @param measured false for what they are compared with
   */
  record Line(String name, boolean measured, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /** One value. */
  record Point(double x, double y) {}

  void add(Chart chart) {
    all.add(chart);
  }

  List<Chart> all() {
    return List.copyOf(all);
  }
}
