package dev.falcoresponder.bench;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.falcoresponder.bench.Charts.Chart;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a run.
 *
 * @param figures in the order of measuring
 * @param charts what of it can be drawn
 * @param wrong counts that were not what they must be, in sentences
 */
record Report(List<Figure> figures, List<Chart> charts, List<String> wrong) {
  /** For people. */
  String table() {
    var lines = figures.stream().map(Report::row);
    var head = line("", "", "program", "floor", "unit", "ratio", "goal", "met");
    return Stream.concat(Stream.of(head), lines).collect(Collectors.joining("\n"));
  }

  private static String row(Figure figure) {
    return line(
        figure.scenario().word(),
        figure.name(),
        number(OptionalDouble.of(figure.value()), "%,.1f"),
        number(figure.floor(), "%,.1f"),
        figure.unit(),
        number(figure.ratio(), "%.2f"),
        figure.goal(),
        figure.met() ? "yes" : "no");
  }

  private static String line(Object... cells) {
    return "%-8s %-16s %12s %12s  %-4s %6s  %-22s %s".formatted(cells);
  }

  private static String number(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }

  /** For scripts: one object. */
  JsonObject json() {
    var list = new JsonArray();
    figures.forEach(figure -> list.add(json(figure)));
    var drawings = new JsonArray();
    charts.forEach(chart -> drawings.add(json(chart)));
    var problems = new JsonArray();
    wrong.forEach(problems::add);
    var object = new JsonObject();
    object.add("figures", list);
    object.add("charts", drawings);
    object.add("wrongCounts", problems);
    return object;
  }

  private static JsonObject json(Chart chart) {
    var object = new Gson().toJsonTree(chart).getAsJsonObject();
    object.addProperty("scenario", chart.scenario().word());
    return object;
  }

  private static JsonObject json(Figure figure) {
    var object = new JsonObject();
    object.addProperty("scenario", figure.scenario().word());
    object.addProperty("name", figure.name());
    object.addProperty("unit", figure.unit());
    object.addProperty("value", figure.value());
    figure.floor().ifPresent(floor -> object.addProperty("floor", floor));
    figure.ratio().ifPresent(ratio -> object.addProperty("ratio", ratio));
    object.addProperty("goal", figure.goal());
    object.addProperty("met", figure.met());
    return object;
  }
}
