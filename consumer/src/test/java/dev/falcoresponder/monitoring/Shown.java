package dev.falcoresponder.monitoring;

import dev.falcoresponder.monitoring.Dashboard.Panel;
import dev.falcoresponder.monitoring.Dashboard.Query;
import dev.falcoresponder.servers.Prometheus;
import dev.falcoresponder.servers.Prometheus.Point;
import dev.falcoresponder.servers.Prometheus.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A panel with what it shows.
 *
 * @param lines what came of its queries
 */
record Shown(Panel panel, List<Line> lines) {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  /** What Grafana proposes where everything is scraped once a second. */
  private static final String RATE_INTERVAL = "4s";

  Shown {
    lines = List.copyOf(lines);
  }

  /** One series, under the name that its legend gives it. */
  record Line(String name, Series series) {
    List<Point> points() {
      return series.points();
    }

    /** Whether it is ever more than 0. */
    boolean anything() {
      return points().stream().anyMatch(point -> point.value() > 0);
    }
  }

  /** Asks Prometheus what a panel shows of that time, which has just ended. */
  static Shown of(Panel panel, Prometheus prometheus, Instant from, Instant to, Duration step) {
    var range = Duration.between(from, to).toSeconds() + "s";
    return new Shown(
        panel,
        panel.queries().stream()
            .flatMap(query -> {
              var expression = Dashboard.filledIn(query.expression(), range, RATE_INTERVAL);
              var series =
                  panel.look().type().equals("timeseries")
                      ? prometheus.query(expression, from, to, step)
                      : prometheus.query(expression);
              return lines(query, series);
            })
            .toList());
  }

  private static Stream<Line> lines(Query query, List<Series> all) {
    return all.stream().map(series -> new Line(name(query.legend(), series), series));
  }

  private static String name(String legend, Series series) {
    return LABEL
        .matcher(legend)
        .replaceAll((MatchResult label) -> series.labels().getOrDefault(label.group(1), ""));
  }
}
