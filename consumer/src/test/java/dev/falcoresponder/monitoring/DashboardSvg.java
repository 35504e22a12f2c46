package dev.falcoresponder.monitoring;

import dev.falcoresponder.monitoring.Dashboard.Place;
import dev.falcoresponder.monitoring.SeriesDrawing.Box;
import dev.falcoresponder.monitoring.Shown.Line;
import dev.falcoresponder.servers.Prometheus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The dashboard as a picture: Grafana's arrangement, from what Prometheus answers. */
public final class DashboardSvg {
  private static final int COLUMN = 50;
  private static final int ROW = 27;
  private static final int GAP = 6;
  private static final int HEAD = 24;
  private static final int LINE = 17;
  private static final int COLUMNS = 24;
  private static final Duration STEP = Duration.ofSeconds(2);

  private final double from;
  private final double to;

  private DashboardSvg(Instant from, Instant to) {
    this.from = from.getEpochSecond();
    this.to = to.getEpochSecond();
  }

  /** Draws what it shows of that time, which has just ended. */
  public static String of(Dashboard dashboard, Prometheus prometheus, Instant from, Instant to) {
    return of(
        dashboard.panels().stream()
            .map(panel -> Shown.of(panel, prometheus, from, to, STEP))
            .toList(),
        from,
        to);
  }

  static String of(List<Shown> all, Instant from, Instant to) {
    var picture = new DashboardSvg(from, to);
    var height =
        all.stream()
            .map(shown -> shown.panel().place())
            .mapToInt(place -> (place.y() + place.height()) * ROW)
            .max()
            .orElse(ROW);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    font-family="sans-serif" font-size="11" fill="#3f3f46">
    <style>polyline{fill:none;stroke-width:1.5}.b{font-size:26px}.h{font-size:14px;font-weight:bold}\
    .t{font-weight:bold}</style>
    <rect width="100%%" height="100%%" fill="#f4f4f5"/>
    %3$s</svg>
    """
        .formatted(
            COLUMNS * COLUMN,
            height,
            all.stream().map(picture::draw).collect(Collectors.joining()));
  }

  private String draw(Shown shown) {
    var panel = shown.panel();
    var place = panel.place();
    int x = place.x() * COLUMN;
    int y = place.y() * ROW;
    if (panel.heading()) {
      return Svg.text(x + GAP, y + LINE, "class=\"h\"", panel.title());
    }
    var frame =
        Svg.rectangle(
            x + GAP / 2.0,
            y + GAP / 2.0,
            place.width() * COLUMN - GAP,
            place.height() * ROW - GAP,
            "rx=\"3\" fill=\"white\" stroke=\"#d4d4d8\"");
    return frame
        + Svg.text(x + 2 * GAP, y + GAP + LINE - 4, "class=\"t\"", panel.title())
        + switch (panel.look().type()) {
          case "stat" -> stat(shown, x, y);
          case "table" -> table(shown, x, y);
          default -> new SeriesDrawing(box(place), from, to).draw(shown);
        };
  }

  private static Box box(Place place) {
    return new Box(
        place.x() * COLUMN + GAP,
        place.y() * ROW + GAP + HEAD,
        place.width() * COLUMN - 3 * GAP,
        place.height() * ROW - 2 * GAP - HEAD);
  }

  private static String stat(Shown shown, int x, int y) {
    var place = shown.panel().place();
    var text =
        shown.lines().stream()
            .map(line -> Values.text(line.points().getLast().value(), shown.panel().look().unit()))
            .findFirst()
            .orElse("no data");
    return Svg.text(
        x + place.width() * COLUMN / 2.0,
        y + place.height() * ROW / 2.0 + LINE,
        "class=\"b\" text-anchor=\"middle\"",
        text);
  }

  /** As many lines as there is room for, those with the largest values. */
  private static String table(Shown shown, int x, int y) {
    var place = shown.panel().place();
    var room = (place.height() * ROW - 2 * GAP - HEAD) / LINE;
    var lines =
        shown.lines().stream()
            .sorted(Comparator.comparingDouble(DashboardSvg::value).reversed())
            .limit(room)
            .toList();
    var text = new StringBuilder();
    for (int index = 0; index < lines.size(); index++) {
      var at = y + HEAD + 2 * GAP + (index + 0.6) * LINE;
      var labels = lines.get(index).series().labels();
      var words =
          shown.panel().look().columns().stream()
              .map(column -> labels.getOrDefault(column, ""))
              .filter(word -> !word.isEmpty())
              .collect(Collectors.joining(" · "));
      text.append(Svg.text(x + 2 * GAP, at, "", words))
          .append(
              Svg.text(
                  x + place.width() * COLUMN - 2 * GAP,
                  at,
                  "text-anchor=\"end\"",
                  Values.text(value(lines.get(index)), "none")));
    }
    return text.toString();
  }

  private static double value(Line line) {
    return line.points().getLast().value();
  }
}
