package dev.falcoresponder.monitoring;

import dev.falcoresponder.bench.Axis;
import dev.falcoresponder.monitoring.Shown.Line;
import dev.falcoresponder.servers.Prometheus.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws lines, or bars upon each other, over time.
 *
 * @param box where
 * @param from the left end, in seconds since 1970
 * @param to the right end
 */
record SeriesDrawing(Box box, double from, double to) {
  private static final List<String> COLOURS =
      List.of(
          "#15803d", "#b45309", "#0b62a4", "#c2410c", "#7e22ce", "#0f766e", "#be123c", "#525252");
  private static final int LEFT = 52;
  private static final int LEGEND = 18;
  private static final int TIMES = 16;
  private static final int HALF_MINUTE = 30;
  private static final int LETTER = 7;

  String draw(Shown shown) {
    var look = shown.panel().look();
    var lines =
        look.bars() ? shown.lines().stream().filter(Line::anything).toList() : shown.lines();
    var scale = Values.scale(look.unit());
    var up = new Up(Axis.to(largest(shown) / scale), scale);
    var text = new StringBuilder();
    up.axis()
        .marks()
        .map(mark -> mark * scale)
        .forEach(value ->
            text.append(Svg.level(left(), box.right(), y(up, value)))
                .append(
                    Svg.text(
                        left() - 4,
                        y(up, value) + 4,
                        "text-anchor=\"end\"",
                        Values.text(value, look.unit()))));
    for (int second = 0; second <= to - from; second += HALF_MINUTE) {
      var time = String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60);
      text.append(Svg.text(x(from + second), bottom() + 13, "text-anchor=\"middle\"", time));
    }
    text.append(look.bars() ? bars(lines, up) : lines(lines, up));
    return text.append(legend(lines)).toString();
  }

  /** A scale of values that are divided before they are written. */
  private record Up(Axis axis, double scale) {
    double share(double value) {
      return axis.share(value / scale);
    }
  }

  private static double largest(Shown shown) {
    var sums = new HashMap<Double, Double>();
    for (var line : shown.lines()) {
      for (var point : line.points()) {
        if (Double.isFinite(point.value())) {
          sums.merge(
              point.time(), point.value(), shown.panel().look().bars() ? Double::sum : Math::max);
        }
      }
    }
    var most = sums.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return most > 0 ? most : 1;
  }

  private String lines(List<Line> lines, Up up) {
    var text = new StringBuilder();
    for (int index = 0; index < lines.size(); index++) {
      for (var stretch : stretches(lines.get(index).points())) {
        text.append(
            "<polyline points=\"%s\" stroke=\"%s\"/>%n"
                .formatted(
                    stretch.stream()
                        .map(point ->
                            String.format(
                                Locale.ROOT, "%.0f,%.0f", x(point.time()), y(up, point.value())))
                        .collect(Collectors.joining(" ")),
                    colour(index)));
      }
    }
    return text.toString();
  }

  /** What is not a number ends a line, and another begins after it. */
  private static List<List<Point>> stretches(List<Point> points) {
    var all = new ArrayList<List<Point>>();
    var current = new ArrayList<Point>();
    for (var point : points) {
      if (Double.isFinite(point.value())) {
        current.add(point);
      } else if (!current.isEmpty()) {
        all.add(List.copyOf(current));
        current.clear();
      }
    }
    if (!current.isEmpty()) {
      all.add(current);
    }
    return all;
  }

  private String bars(List<Line> lines, Up up) {
    var text = new StringBuilder();
    var heights = new HashMap<Double, Double>();
    for (int index = 0; index < lines.size(); index++) {
      for (var point : lines.get(index).points()) {
        if (Double.isFinite(point.value()) && point.value() > 0) {
          var under = heights.merge(point.time(), point.value(), Double::sum) - point.value();
          var top = y(up, under + point.value());
          text.append(
              Svg.rectangle(
                  x(point.time()) - 2,
                  top,
                  3,
                  y(up, under) - top,
                  "fill=\"%s\"".formatted(colour(index))));
        }
      }
    }
    return text.toString();
  }

  private String legend(List<Line> lines) {
    var text = new StringBuilder();
    var x = (double) left();
    for (int index = 0; index < lines.size(); index++) {
      var name = lines.get(index).name();
      text.append(Svg.text(x, box.bottom() - 4, "fill=\"%s\"".formatted(colour(index)), name));
      x += (name.length() + 2) * LETTER;
    }
    return text.toString();
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private int left() {
    return box.x() + LEFT;
  }

  private int bottom() {
    return box.bottom() - LEGEND - TIMES;
  }

  private double x(double time) {
    return left() + (time - from) / (to - from) * (box.right() - left());
  }

  private double y(Up up, double value) {
    return bottom() - up.share(value) * (bottom() - box.y());
  }

  /** Where something is drawn. */
  record Box(int x, int y, int width, int height) {
    int right() {
      return x + width;
    }

    int bottom() {
      return y + height;
    }
  }
}
