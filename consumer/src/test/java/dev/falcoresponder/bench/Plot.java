package dev.falcoresponder.bench;

import dev.falcoresponder.bench.Charts.Chart;
import dev.falcoresponder.bench.Charts.Line;
import dev.falcoresponder.bench.Charts.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Charts as one SVG picture, one below the other. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;

  /** From one name of a line to the next. */
  private static final int NAME = 18;

  private static final List<String> COLOURS = List.of("#0b62a4", "#c2410c", "#15803d");

  private final Chart chart;
  private final Axis across;
  private final Axis up;

  private Plot(Chart chart) {
    this.chart = chart;
    var points = chart.lines().stream().flatMap(line -> line.points().stream()).toList();
    this.across = Axis.to(points.stream().mapToDouble(Point::x).max().orElse(1));
    this.up = Axis.to(points.stream().mapToDouble(Point::y).max().orElse(1));
  }

  /** The whole picture. */
  static String svg(List<Chart> charts) {
    var drawn =
        IntStream.range(0, charts.size())
            .mapToObj(index ->
                "<g transform=\"translate(0 %d)\">%n%s</g>%n"
                    .formatted(index * HEIGHT, new Plot(charts.get(index)).draw()))
            .collect(Collectors.joining());
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    font-family="sans-serif" font-size="12" fill="#333">
    <rect width="100%%" height="100%%" fill="white"/>
    %3$s</svg>
    """
        .formatted(WIDTH, HEIGHT * charts.size(), drawn);
  }

  private String draw() {
    var text = new StringBuilder();
    text.append(
        text(LEFT, 22, "start", chart.title()).replace("<text", "<text font-weight=\"bold\""));
    up.marks().forEach(mark -> text.append(level(mark)));
    across
        .marks()
        .forEach(mark -> text.append(text(x(mark), HEIGHT - BOTTOM + 18, "middle", number(mark))));
    text.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 38, "middle", chart.x()));
    text.append(text(LEFT - 8, TOP - 8, "end", chart.y()));
    for (int index = 0; index < chart.lines().size(); index++) {
      text.append(line(chart.lines().get(index), index));
    }
    return text.toString();
  }

  private String level(double mark) {
    return String.format(
            Locale.ROOT,
            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
            LEFT,
            WIDTH - RIGHT,
            y(mark),
            y(mark))
        + text(LEFT - 8, y(mark) + 4, "end", number(mark));
  }

  private String line(Line line, int index) {
    var colour = COLOURS.get(index % COLOURS.size());
    var points =
        line.points().stream()
            .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y())))
            .collect(Collectors.joining(" "));
    var dashes = line.measured() ? "" : " stroke-dasharray=\"5 5\"";
    var name = text(WIDTH - RIGHT + 16, TOP + 8 + NAME * index, "start", line.name());
    return String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
            points,
            colour,
            dashes)
        + (line.measured() ? dots(line, colour) : "")
        + name.replace("<text", "<text fill=\"" + colour + "\"");
  }

  private String dots(Line line, String colour) {
    return line.points().stream()
        .map(point ->
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s: %s</title></circle>%n",
                x(point.x()),
                y(point.y()),
                colour,
                number(point.x()),
                number(point.y())))
        .collect(Collectors.joining());
  }

  private double x(double value) {
    return LEFT + across.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        text);
  }

  private static String number(double value) {
    var broken = value < 10 && value != Math.rint(value);
    return String.format(Locale.ROOT, broken ? "%.1f" : "%,.0f", value);
  }
}
